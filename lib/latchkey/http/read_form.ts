/**
 * Reads submitted forms.
 *
 * @module
 */
import { HttpError } from "fresh";
import { isText, readBody } from "./read_body.ts";

/**
 * The fields of a form. No name occurs twice.
 *
 * @example
 * ```ts
 * import type { FormFields } from "@latchkey/core/http";
 *
 * const fields: FormFields = { username: "ada@example.com" };
 * ```
 */
export type FormFields = Readonly<Record<string, string>>;

/** Forms that were already read: a guard may read a form before the page does. */
const forms = new WeakMap<Request, Promise<FormFields>>();

/**
 * Reads the body as a form of text fields. Further calls return the same fields, and
 * `req.formData()`, `text()` and `bytes()` still work afterwards.
 *
 * @throws {HttpError} 413 above 64 KB; 415 when it isn't a form; 400 when it is malformed,
 * repeats a field, or contains a file, a NUL or half a surrogate pair; 408 when it takes longer
 * than ten seconds; 503 when too many bodies are unfinished.
 *
 * @example
 * ```ts
 * import { readForm } from "@latchkey/core/http";
 *
 * async function titleIn(req: Request): Promise<string> {
 *   const { title = "" } = await readForm(req);
 *   return title.trim();
 * }
 * ```
 */
export function readForm(req: Request): Promise<FormFields> {
  const known = forms.get(req);
  if (known) return known;
  const form = readFields(req);
  forms.set(req, form);
  return form;
}

async function readFields(req: Request): Promise<FormFields> {
  const type = req.headers.get("content-type") ?? "";
  const mediaType = type.split(";", 1)[0].trim().toLowerCase();
  if (mediaType === "application/x-www-form-urlencoded") {
    return toFields(urlencodedEntries(await readOnce(req)));
  }
  if (mediaType === "multipart/form-data") {
    return toFields(await multipartEntries(await readOnce(req), type));
  }
  throw new HttpError(
    415,
    "Send the request as a form, with the header Content-Type: application/x-www-form-urlencoded.",
  );
}

/**
 * Reads the body, and makes the request's own methods return it. A clone would keep the
 * connection waiting for its other half.
 */
async function readOnce(req: Request): Promise<Uint8Array<ArrayBuffer>> {
  const body = await readBody(req);
  const { headers } = req;
  for (const method of ["bytes", "formData", "text"] as const) {
    const value = () => new Response(body, { headers })[method]();
    Object.defineProperty(req, method, { value });
  }
  return body;
}

// `URLSearchParams` would keep malformed escapes and turn malformed UTF-8 into U+FFFD: two
// spellings of one password, or a password nobody entered.
function urlencodedEntries(body: Uint8Array): [string, string][] {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return text.split("&").filter(Boolean).map((pair) => {
      const [name, ...rest] = pair.replaceAll("+", " ").split("=");
      return [decodeURIComponent(name), decodeURIComponent(rest.join("="))];
    });
  } catch {
    throw malformed();
  }
}

async function multipartEntries(
  body: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Iterable<[string, FormDataEntryValue]>> {
  if (!endsWithBoundary(body, type)) throw malformed();
  try {
    return await new Response(body, { headers: { "content-type": type } })
      .formData();
  } catch {
    throw malformed();
  }
}

// The platform's parser accepts a form that was cut off.
function endsWithBoundary(body: Uint8Array, type: string): boolean {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ??
    [];
  const text = new TextDecoder("latin1").decode(body);
  return text.trimEnd().endsWith(`--${quoted ?? bare}--`);
}

function toFields(
  entries: Iterable<[string, FormDataEntryValue]>,
): FormFields {
  const fields = new Map<string, string>();
  for (const [name, value] of entries) {
    if (
      typeof value !== "string" || fields.has(name) ||
      !isText(name) || !isText(value)
    ) throw malformed();
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function malformed(): HttpError {
  return new HttpError(
    400,
    "The form was malformed. Go back, fill it in again and send it again.",
  );
}
