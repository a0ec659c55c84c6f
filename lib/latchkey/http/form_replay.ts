/**
 * What somebody sent, kept in the browser while they show who they are, so that nothing that
 * was typed is lost to a time limit (WCAG 2.2, 2.2.1 and 2.2.5).
 *
 * @module
 */
import * as v from "valibot";
import { type CookieSettings, siteCookie } from "./cookies.ts";
import { safeNext } from "./next_path.ts";
import { FORM_OWNER, REFUSED_OWNER } from "../forms/form_owner.ts";
import type { FormFields } from "./read_form.ts";

/** Names of fields whose values never go back into a page. */
const SECRET_FIELD = /password|^present$/i;

/** Names of fields that each form writes for itself. */
const OWNER_FIELDS: readonly string[] = [FORM_OWNER, REFUSED_OWNER];

/** The name of the hidden field in which a page keeps the fields of another. */
export const REPLAY_FIELD = "form_replay";

/** How long a form waits for its page, in seconds: the redirect follows at once. */
const WAITING_SECONDS = 60;

/** The room for the cookie in bytes: a proxy in front takes 4 KB of headers in all, see `tests/http/response_head_test.ts`. */
const MAX_COOKIE_BYTES = 1400;

/** A form that is to be sent again. */
export interface FormReplay {
  /** The id of the account whose session had ended. */
  readonly whose: string;
  /** Where it goes: a path of this site. */
  readonly to: string;
  readonly fields: FormFields;
}

const fields = v.record(v.string(), v.string());

const fieldsInJson = v.pipe(v.string(), v.parseJson(), fields);

const waitingInJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    whose: v.string(),
    to: v.pipe(v.string(), v.transform((path) => safeNext(path))),
    fields,
  }),
);

const waitingCookie = siteCookie("waiting_form");

/** The fields that may go back into a page: all but passwords, and the owner, which each form writes for itself. */
export function withoutSecrets(fields: FormFields): FormFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) =>
      !OWNER_FIELDS.includes(name) && !SECRET_FIELD.test(name)
    ),
  );
}

/** Fields as the value of a {@linkcode REPLAY_FIELD}. */
export function packForm(fields: FormFields): string {
  return JSON.stringify(withoutSecrets(fields));
}

/** The fields in such a value; none when it is not one. */
export function unpackForm(value: string): FormFields {
  const read = v.safeParse(fieldsInJson, value);
  return read.success ? withoutSecrets(read.output) : {};
}

/**
 * The `Set-Cookie` line that brings a form over the redirect of a login, whose own
 * request the browser would send again with its password; null when it is too long.
 */
export function storeReplay(
  settings: CookieSettings,
  form: FormReplay,
): string | null {
  const line = waitingCookie(settings)
    .write(JSON.stringify(form), WAITING_SECONDS);
  return line.length > MAX_COOKIE_BYTES ? null : line;
}

/** The form that waits for the account that is logged in, and the headers of the page that shows it, once; null when none does. */
export function takeReplay(
  settings: CookieSettings,
  headers: Headers,
  userId: string | undefined,
): { form: FormReplay; headers: { "set-cookie": string } } | null {
  const cookie = waitingCookie(settings);
  const form = readReplay(cookie.read(headers), userId);
  return form && { form, headers: { "set-cookie": cookie.clear() } };
}

/** A form that waits, out of JSON from anywhere; null when it is none, or not this account's. */
export function readReplay(
  json: string | null,
  userId: string | undefined,
): FormReplay | null {
  const { success, output } = v.safeParse(waitingInJson, json);
  return success && output.whose === userId ? output : null;
}
