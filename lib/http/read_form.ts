/**
 * Reads a posted form from a hostile client.
 *
 * @module
 */
import { HttpError } from "fresh";

/** The largest body in bytes that the site reads. No form of ours comes near. */
export const MAX_BODY_BYTES = 64 * 1024;

/** How long a body may take to arrive, in milliseconds: 64 KB on the slowest line that people still have. */
const BODY_MS = 10_000;

/** A body so small is read whatever happens, in bytes. */
const SMALL_BYTES = 4 * 1024;

/** How many bytes of larger bodies may lie unfinished at once, for all clients together. */
const UNFINISHED_BYTES = 32 * 1024 * 1024;

/** How many do. */
let unfinished = 0;

/** The fields of a form, each name once. */
export type FormFields = Readonly<Record<string, string>>;

/** The forms of requests that were read: a body can be read but once, and a guard may look at it before the page. */
const forms = new WeakMap<Request, Promise<FormFields>>();

/**
 * Reads the body as a form of text fields; asked again, it gives the same ones.
 *
 * @throws {HttpError} 413 over {@linkcode MAX_BODY_BYTES}; 415 when it is not a form;
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
    return toFields(urlencodedEntries(await readBody(req)));
  }
  if (mediaType === "multipart/form-data") {
    return toFields(await multipartEntries(await readBody(req), type));
  }
  throw new HttpError(415, "Send this as a form.");
}

async function readBody(req: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers.get("content-length")) > MAX_BODY_BYTES) tooLarge();
  if (req.body === null) return new Uint8Array();
  const reader = req.body.getReader();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    reader.cancel().catch(() => {}); // Ends the read that waits.
  }, BODY_MS);
  try {
    const body = await readAll(reader);
    if (late) throw new HttpError(408, "The form took too long to arrive.");
    return body;
  } catch (error) {
    throw error instanceof HttpError ? error : broken(); // The client hung up halfway.
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
      size += value.byteLength;
      unfinished += value.byteLength;
      if (size > MAX_BODY_BYTES) tooLarge();
      if (size > SMALL_BYTES && unfinished > UNFINISHED_BYTES) tooMany();
      chunks.push(value);
    }
  } finally {
    unfinished -= size;
  }
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

function tooMany(): never {
  throw new HttpError(503, "Too much arrives at once. Try again in a moment.");
}

function broken(): HttpError {
  return new HttpError(
    400,
    "The form arrived broken. Go back, fill it in again and send it once more.",
  );
}
