/**
 * Reads a posted form from a hostile client.
 *
 * @module
 */
import { HttpError } from "fresh";
import { isText, readBody } from "./read_body.ts";

/** The fields of a form, each name once. */
export type FormFields = Readonly<Record<string, string>>;

/** The forms of requests that were read: a guard may look at one before the page. */
const forms = new WeakMap<Request, Promise<FormFields>>();

/**
 * Reads the body as a form of text fields; asked again, it gives the same ones. A route
 * behind may still call `req.formData()`.
 *
 * @throws {HttpError} 413 over 64 KB; 415 when it is not a form;
 * 400 when it is broken, repeats a field, or holds a file, a NUL or half a character;
 * 408 when it takes too long; 503 when too many are on their way.
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
  throw new HttpError(415, "Send the request as a form.");
}

/**
 * Reads the body, and has the request's own methods read what came. A clone would keep
 * the connection waiting for somebody to read the other copy.
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

// `URLSearchParams` would pass broken escapes on as they are and turn broken
// UTF-8 into U+FFFD: two spellings of one password, or a password nobody typed.
function urlencodedEntries(body: Uint8Array): [string, string][] {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return text.split("&").filter(Boolean).map((pair) => {
      const [name, ...rest] = pair.replaceAll("+", " ").split("=");
      return [decodeURIComponent(name), decodeURIComponent(rest.join("="))];
    });
  } catch {
    throw broken();
  }
}

async function multipartEntries(
  body: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Iterable<[string, FormDataEntryValue]>> {
  if (!endsAsPromised(body, type)) throw broken();
  try {
    return await new Response(body, { headers: { "content-type": type } })
      .formData();
  } catch {
    throw broken();
  }
}

// The platform's parser takes what came of a form that was cut off for the whole.
function endsAsPromised(body: Uint8Array, type: string): boolean {
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
    ) throw broken();
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function broken(): HttpError {
  return new HttpError(
    400,
    "The form arrived broken. Go back, fill it in again and send it once more.",
  );
}
