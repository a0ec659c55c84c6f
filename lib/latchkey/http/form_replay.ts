/**
 * Keeps a submitted form in the browser while the person logs in, so that a time limit loses
 * nothing that was entered (WCAG 2.2, 2.2.1 and 2.2.5).
 *
 * @module
 */
import * as v from "valibot";
import { type CookieSettings, siteCookie } from "./cookies.ts";
import { safeNext } from "./next_path.ts";
import { FORM_OWNER, REFUSED_OWNER } from "../forms/form_owner.ts";
import type { FormFields } from "./read_form.ts";

/** Names of fields with what a person proves their identity by. No page contains their values. */
const PROOF_FIELD = /password|^present$|^(?:step_up_)?proof$|^passkey$/i;

/** The name of the field with new recovery codes. Only the page that shows them contains it. */
const CODES_FIELD = "codes";

/** Fields that each form sets for itself. */
const OWNER_FIELDS: readonly string[] = [FORM_OWNER, REFUSED_OWNER];

/** The name of the hidden field with the fields of another form. */
export const REPLAY_FIELD = "form_replay";

/** How long the cookie lives, in seconds: the redirect follows at once. */
const REPLAY_SECONDS = 60;

/**
 * The most bytes of the cookie: some proxies accept 4 KB of headers in total, see
 * `tests/http/response_head_test.ts`.
 */
const MAX_COOKIE_BYTES = 1400;

/** A form to submit again. */
export interface FormReplay {
  /** The id of the account whose session had ended. */
  readonly whose: string;
  /** The path that it is submitted to. */
  readonly to: string;
  readonly fields: FormFields;
}

const fields = v.record(v.string(), v.string());

const fieldsInJson = v.pipe(v.string(), v.parseJson(), fields);

const replayInJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    whose: v.string(),
    to: v.pipe(v.string(), v.transform((path) => safeNext(path))),
    fields,
  }),
);

const replayCookie = siteCookie("waiting_form");

/** The fields without passwords and other proofs of identity. */
export function withoutProofs(fields: FormFields): FormFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !PROOF_FIELD.test(name)),
  );
}

/** The fields that may be written into any page: no proofs, codes or owner of the form. */
export function withoutSecrets(fields: FormFields): FormFields {
  return Object.fromEntries(
    Object.entries(withoutProofs(fields)).filter(([name]) =>
      name !== CODES_FIELD && !OWNER_FIELDS.includes(name)
    ),
  );
}

/** Serialises fields for a {@linkcode REPLAY_FIELD}. */
export function packForm(fields: FormFields): string {
  return JSON.stringify(withoutSecrets(fields));
}

/** Parses the value of a {@linkcode REPLAY_FIELD}; empty when it is invalid. */
export function unpackForm(value: string): FormFields {
  const read = v.safeParse(fieldsInJson, value);
  return read.success ? withoutSecrets(read.output) : {};
}

/**
 * The `Set-Cookie` line that carries a form over the redirect of a login. Without the redirect,
 * a reload would submit the password again. Null when the form is too long.
 */
export function storeReplay(
  settings: CookieSettings,
  form: FormReplay,
): string | null {
  const line = replayCookie(settings)
    .write(JSON.stringify(form), REPLAY_SECONDS);
  return line.length > MAX_COOKIE_BYTES ? null : line;
}

/**
 * The form that waits for the logged-in account, with the headers of the page that shows it
 * once; null when there is none.
 */
export function takeReplay(
  settings: CookieSettings,
  headers: Headers,
  userId: string | undefined,
): { form: FormReplay; headers: { "set-cookie": string } } | null {
  const cookie = replayCookie(settings);
  const form = readReplay(cookie.read(headers), userId);
  return form && { form, headers: { "set-cookie": cookie.clear() } };
}

/** Parses a form from JSON; null when it is invalid or of another account. */
export function readReplay(
  json: string | null,
  userId: string | undefined,
): FormReplay | null {
  const { success, output } = v.safeParse(replayInJson, json);
  return success && output.whose === userId ? output : null;
}
