/**
 * Reads a request's body from a hostile client: bounded in size, time and number.
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

/**
 * Reads the body of a request.
 *
 * @throws {HttpError} 413 over {@linkcode MAX_BODY_BYTES}, 400 when the client hung up
 * halfway, 408 when it takes too long, 503 when too many bodies are on their way.
 */
export async function readBody(req: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(req.headers.get("content-length")) > MAX_BODY_BYTES) tooLarge();
  if (req.body === null) return new Uint8Array();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      late.reject(
        new HttpError(
          408,
          "The request took too long to arrive. Send it again.",
        ),
      ),
    BODY_MS,
  );
  try {
    return await readAll(req.body.getReader(), late.promise);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(400, "The request ended too early. Send it again.");
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  late: Promise<never>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
      size += value.byteLength;
      unfinished += value.byteLength;
      if (size > MAX_BODY_BYTES) tooLarge();
      if (size > SMALL_BYTES && unfinished > UNFINISHED_BYTES) tooMany();
      chunks.push(value);
    }
  } catch (error) {
    dropRest(reader).catch(() => {}); // The client has hung up.
    throw error;
  } finally {
    unfinished -= size;
  }
}

/**
 * Reads on and keeps nothing, so that Deno can close the connection, or go on with it, when
 * the rest has arrived. Were the body cancelled, Deno would take the rest of it for the
 * connection's next request.
 */
async function dropRest(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<void> {
  while (!(await reader.read()).done);
}

/** Text a person can type: no NUL, no half of a surrogate pair, no character that stands for broken bytes. */
export function isText(value: string): boolean {
  return value.isWellFormed() && !/[\0\uFFFD]/.test(value);
}

function tooLarge(): never {
  throw new HttpError(413, "That is more than this site takes. Send less.");
}

function tooMany(): never {
  throw new HttpError(503, "The server is busy. Try again in a moment.");
}
