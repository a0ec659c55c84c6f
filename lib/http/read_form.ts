/**
 * Reads a posted form from a hostile client.
 *
 * @module
 */
import { HttpError } from "fresh";

/** The largest body in bytes that the site reads. No form of ours comes near. */
export const MAX_BODY_BYTES = 64 * 1024;

/** The fields of a form, each name once. */
export type FormFields = Readonly<Record<string, string>>;

/**
 * Reads the body as a form of text fields.
 *
 * @throws {HttpError} 413 over {@linkcode MAX_BODY_BYTES}; 415 when it is not a form;
 * 400 when it is broken, repeats a field, or holds a file, a NUL or half a character.
 */
export async function readForm(req: Request): Promise<FormFields> {
  const type = req.headers.get("content-type") ?? "";
  const mediaType = type.split(";", 1)[0].trim().toLowerCase();
  if (mediaType === "application/x-www-form-urlencoded") {
    return toFields(urlencodedEntries(await readBody(req)));
  }
  if (mediaType === "multipart/form-data") {
    return toFields(await multipartEntries(await readBody(req), type));
  }
  throw new HttpError(415, "Send this as a form.");
}

async function readBody(req: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers.get("content-length")) > MAX_BODY_BYTES) tooLarge();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const chunk of req.body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof HttpError ? error : broken(); // The client hung up halfway.
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
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

/** Text a person can type: no NUL, no half of a surrogate pair, no character that stands for broken bytes. */
function isText(value: string): boolean {
  return value.isWellFormed() && !/[\0\uFFFD]/.test(value);
}

function tooLarge(): never {
  throw new HttpError(413, "That is more than this site takes. Send less.");
}

function broken(): HttpError {
  return new HttpError(
    400,
    "The form arrived broken. Go back, fill it in again and send it once more.",
  );
}
