/**
 * The fields of the site's forms, with right and wrong values.
 *
 * @module
 */
import fc from "fast-check";
import { address, junk, password, path, token } from "./texts.ts";

/** A second factor, or something else. */
const factor = fc.constantFrom(
  "authenticator_app",
  "authenticator_app",
  "recovery_codes",
  "passkeys",
  "email_code",
  "__proto__",
  "",
);

/** The JSON of a passkey, wrong in some way. */
const credential = fc.oneof(
  fc.constantFrom(
    "",
    "{}",
    "null",
    '{"id":"{id}","rawId":"{id}","type":"public-key","response":{}}',
    '{"id":"{id}","response":{"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA"},"type":"public-key"}',
    '{"__proto__":{"id":"{id}"}}',
  ),
  fc.json(),
);

/** A proof of a second factor: Bert's, or something else. */
const proof = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("{totp}", "{recovery}", "{code}", "000000", ""),
  },
  { weight: 1, arbitrary: credential },
);

/** What each field may contain in a friendly request. */
export const fields: Readonly<Record<string, fc.Arbitrary<string>>> = {
  username: address,
  address,
  password,
  present: password,
  step_up_password: password,
  step_up_factor: factor,
  step_up_proof: proof,
  factor,
  proof,
  token,
  code: fc.constantFrom("{code}", "000000", "12 34 56", "12345"),
  claim: fc.constantFrom("{id}", "{mailed}", ""),
  again: fc.constant("yes"),
  keep: fc.constant("yes"),
  remember: fc.constantFrom("yes", "no"),
  next: path,
  name: fc.constantFrom("Ada", "", "<b>Ada</b>", "Ünï"),
  invite: token,
  purpose: fc.constantFrom("log_in", "step_up", "link", ""),
  state: fc.constantFrom("{state}", "{id}", ""),
  link: fc.constantFrom("fake", "google", "{id}", ""),
  unlink: fc.constantFrom("{login}", "{id}", ""),
  browser: fc.constantFrom("all", "{id}", ""),
  end: fc.constantFrom("others", "{session:anna}", "{session:bert}", "{id}"),
  user: fc.constantFrom("{user:anna}", "{user:bert}", "{id}"),
  action: fc.constantFrom("disable", "enable", "end-sessions", "remove"),
  step_up_return: fc.constant("show"),
  trust: fc.constant("yes"),
  send: fc.constantFrom("email_code", "authenticator_app", "__proto__"),
  remove: fc.constantFrom("{id}", "{app}", ""),
  rename: fc.constantFrom("{id}", "{app}", ""),
  codes: fc.constantFrom("{recovery}", "{recovery}\n{recovery}", ""),
  passkey: credential,
  account: fc.constantFrom("{id}", "{user:bert}", ""),
  reason: fc.constantFrom("Lost his phone", "", " ", "x".repeat(201)),
  theme: fc.constantFrom("light", "dark", "auto", "{id}"),
  language: fc.constantFrom("en", "de", "ar", "DE-at", "__proto__"),
  back: path,
  grant_type: fc.constantFrom("password", "refresh_token"),
  step_up_shown: fc.constant("yes"),
  shown_again: fc.constantFrom(
    '{"name":"Ada"}',
    '{"form":{"name":"Ada"},"also":{"__proto__":"x"}}',
    "{}",
    "[",
    "{id}",
  ),
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

/** Any field, mostly with a value that belongs to it. */
export const field = fc.constantFrom(...Object.keys(fields)).chain((name) =>
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
