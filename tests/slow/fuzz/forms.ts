/**
 * The site's forms, filled in correctly and incorrectly.
 *
 * @module
 */
import fc from "fast-check";
import { address, junk, password, path, token } from "./texts.ts";

/** What is submitted. */
export type FuzzBody =
  | { readonly kind: "none" }
  | {
    readonly kind: "form";
    readonly fields: readonly (readonly [string, string])[];
  }
  | {
    readonly kind: "multipart";
    readonly fields: readonly (readonly [string, string])[];
  }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** A number of filler bytes. */
  | { readonly kind: "large"; readonly size: number };

/** What each field may contain in a friendly request. */
const fields: Readonly<Record<string, fc.Arbitrary<string>>> = {
  username: address,
  address,
  password,
  present: password,
  step_up_password: password,
  token,
  code: fc.constantFrom("{code}", "000000", "12 34 56", "12345"),
  claim: fc.constantFrom("{id}", "{mailed}", ""),
  again: fc.constant("yes"),
  remember: fc.constantFrom("yes", "no"),
  next: path,
  name: fc.constantFrom("Ada", "", "<b>Ada</b>", "Ünï"),
  invite: token,
  browser: fc.constantFrom("all", "{id}", ""),
  end: fc.constantFrom("others", "{session:anna}", "{session:bert}", "{id}"),
  user: fc.constantFrom("{user:anna}", "{user:bert}", "{id}"),
  action: fc.constantFrom("disable", "enable", "end-sessions", "remove"),
  step_up_return: fc.constant("show"),
  theme: fc.constantFrom("light", "dark", "auto", "{id}"),
  language: fc.constantFrom("en", "de", "ar", "DE-at", "__proto__"),
  back: path,
  grant_type: fc.constantFrom("password", "refresh_token"),
  form_replay: fc.constantFrom(
    '{"name":"Ada"}',
    '{"end":"others","__proto__":"x"}',
    "{}",
    '["name"]',
    '{"name":1}',
  ),
};

/**
 * Fields whose values are never shown again. They contain no other text, so
 * that theirs can be searched for.
 */
const SECRET = ["password", "present", "step_up_password"];

const field = fc.constantFrom(...Object.keys(fields)).chain((name) =>
  fc.tuple(
    fc.constant(name),
    SECRET.includes(name)
      ? fields[name]
      : fc.oneof({ weight: 6, arbitrary: fields[name] }, {
        weight: 1,
        arbitrary: junk,
      }),
  )
);

/** Where a form submitted after its session's end goes. */
const AGAIN = "/auth/again?to=/account/name";

/** The site's forms: the path of each, and its fields. */
export const FORMS: readonly (readonly [string, ...string[]])[] = [
  ["/auth/login", "username", "password", "next", "remember"],
  ["/auth/login", "username", "password"],
  ["/token", "username", "password", "grant_type"],
  ["/auth/signup", "address", "password", "name"],
  ["/auth/signup", "address", "password", "name", "invite"],
  ["/auth/recover", "address"],
  ["/auth/recover/new", "token", "password"],
  ["/auth/link", "address", "next", "remember"],
  ["/auth/link/open", "token"],
  ["/auth/verify", "token"],
  ["/auth/verify", "token", "password"],
  ["/auth/verify", "token", "claim"],
  ["/auth/verify", "address", "code"],
  ["/auth/verify", "again"],
  ["/auth/address", "token", "password"],
  ["/auth/secure-account", "token"],
  ["/auth/logout"],
  [`${AGAIN}&whose={user:anna}`, "name", "password"],
  [
    `${AGAIN}&whose={user:anna}`,
    "form_replay",
    "username",
    "password",
    "remember",
  ],
  [`${AGAIN}&whose={id}`, "form_replay", "username", "password"],
  ["/auth/again?to=//evil.example", "form_replay", "username", "password"],
  ["/account/name", "name"],
  ["/account/address", "address"],
  ["/account/address", "address", "step_up_password"],
  ["/account/password", "present", "password"],
  ["/account/sessions", "end"],
  ["/account/trusted-browsers", "browser"],
  ["/account/export", "step_up_password", "step_up_return"],
  ["/account/delete", "password"],
  ["/admin/users", "user", "action"],
  ["/admin/users", "user", "action", "step_up_password"],
  ["/preferences", "theme", "back"],
  ["/preferences", "language", "back"],
];

/** A form's fields with possibly valid values. */
export const formFor = (names: readonly string[]) =>
  fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fields[name])));

const wholeForm = fc.constantFrom(...FORMS)
  .chain(([, ...names]) => formFor(names));

const anyForm = fc.oneof(
  { weight: 6, arbitrary: wholeForm },
  { weight: 2, arbitrary: fc.array(field, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(fc.tuple(junk, junk), { maxLength: 4 }) },
);

/** Any body. */
export const body: fc.Arbitrary<FuzzBody> = fc.oneof(
  {
    weight: 12,
    arbitrary: anyForm.map((fields) => ({ kind: "form" as const, fields })),
  },
  {
    weight: 2,
    arbitrary: anyForm.map((fields) => ({
      kind: "multipart" as const,
      fields,
    })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("text" as const),
      text: fc.oneof(junk, fc.json()),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("bytes" as const),
      bytes: fc.uint8Array({ maxLength: 100 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("large" as const),
      size: fc.constantFrom(64 * 1024, 64 * 1024 + 1, 200_000),
    }),
  },
);
