/**
 * The site's forms, filled in correctly and incorrectly.
 *
 * @module
 */
import fc from "fast-check";
import { pagesOf } from "@latchkey/core/testing";
import { ORIGIN } from "../../site.ts";
import { field, fields } from "./fields.ts";
import { junk } from "./texts.ts";

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

/** Where a form submitted after its session's end goes. */
const AGAIN = "/auth/again?to=/account/name";

/** The path of a form, and its fields. */
type Form = readonly [string, ...string[]];

/** The page with Bert's second factors. */
const FACTORS = "/admin/users/factors?user={user:bert}";

/** Where the recovery of an account without its factors is started. */
export const RECOVERY = "/auth/account-recovery";

/** The provider that the site has. */
export const PROVIDER = "fake";

/** Where a login with it starts. */
const AT_PROVIDER = `/auth/provider/${PROVIDER}`;

/** The path of a route for this site. */
export function pathOf(route: string): string {
  return route.replaceAll("[provider]", PROVIDER);
}

/** The site's forms, as people send them. */
const KNOWN_FORMS: readonly Form[] = [
  ["/auth/login", "username", "password", "next", "remember"],
  ["/auth/login", "username", "password"],
  ["/token", "username", "password", "grant_type"],
  ["/auth/signup", "address", "password", "name"],
  ["/auth/signup", "address", "password", "name", "invite"],
  ["/auth/signup", "address", "password", "name", "next"],
  ["/auth/passkey", "passkey"],
  ["/auth/passkey", "passkey", "next", "remember"],
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
  [`${AGAIN}&whose={user:bert}`, "form_replay", "passkey", "remember"],
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
  [FACTORS, "reason"],
  [FACTORS, "reason", "step_up_password"],
  [FACTORS, "reason", "step_up_factor", "step_up_proof"],
  ["/auth/second-factor", "factor", "proof"],
  ["/auth/second-factor?next=/account", "factor", "proof", "trust"],
  ["/auth/second-factor", "send"],
  [RECOVERY],
  [`${RECOVERY}?next=/account`],
  [`${RECOVERY}/stop`],
  [`${RECOVERY}/stop`, "token"],
  [`${RECOVERY}/finish`, "token", "password"],
  [`${RECOVERY}/finish`, "token", "keep"],
  ["/account/address", "address", "step_up_factor", "step_up_proof"],
  ["/account/address", "step_up_password", "step_up_return"],
  ["/account/export", "step_up_factor", "step_up_proof", "step_up_return"],
  [AT_PROVIDER, "next", "remember", "invite"],
  [AT_PROVIDER, "next", "purpose"],
  [`${AT_PROVIDER}/callback`, "state", "code"],
  ["/auth/provider/sign-up", "address", "name"],
  ["/account/logins", "link"],
  ["/account/logins", "unlink"],
  ["/account/logins", "link", "step_up_password"],
  ["/account/logins", "unlink", "step_up_factor", "step_up_proof"],
  ["/account/logins/link"],
  ["/account/logins/link", "step_up_factor", "step_up_proof"],
  ["/preferences", "theme", "back"],
  ["/preferences", "language", "back"],
  ["/account/address", "address", "step_up_shown", "shown_again", "theme"],
  ["/auth/second-factor", "factor", "shown_again", "language"],
];

/** How many forms a route gets that takes some which aren't known. */
const GUESSES = 4;

/** Whether a file below `routes/` answers POST. */
async function takesForms(file: string): Promise<boolean> {
  const route = await import(`../../../routes/${file}`);
  const handlers = route.handlers ?? route.handler;
  return typeof handlers === "function" || handlers?.POST !== undefined;
}

/** The paths of the routes that take forms. */
export const FORM_PATHS: readonly string[] = (await Promise.all(
  pagesOf(".").map(async ({ file, at }) =>
    await takesForms(file) ? [pathOf(at)] : []
  ),
)).flat();

/** The field names that occur in the source of a route, in order. */
async function guessFields(file: string): Promise<readonly string[]> {
  const source = await Deno.readTextFile(`routes/${file}`);
  return Object.keys(fields)
    .filter((name) => new RegExp(`\\b${name}\\b`).test(source));
}

/**
 * Forms of the routes that no known form is sent to: with the fields that their source names,
 * alone, together, and with a proof of identity.
 */
async function guessedForms(): Promise<Form[]> {
  const known = new Set(
    KNOWN_FORMS.map(([to]) => new URL(to, ORIGIN).pathname),
  );
  const forms: Form[] = [];
  for (const { file, at: route } of pagesOf(".")) {
    const at = pathOf(route);
    if (known.has(at) || !FORM_PATHS.includes(at)) continue;
    const names = await guessFields(file);
    const path = at.replaceAll(/\[[^\]]+\]/g, "{id}");
    forms.push(
      [path, ...names],
      [path, ...names, "step_up_password"],
      [path, ...names, "step_up_factor", "step_up_proof"],
      [path, "step_up_factor", "step_up_proof", "step_up_return"],
      ...names.slice(0, GUESSES).map((name): Form => [path, name]),
    );
  }
  return forms;
}

/** The site's forms: the path of each, and its fields. */
export const FORMS: readonly Form[] = [
  ...KNOWN_FORMS,
  ...await guessedForms(),
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
