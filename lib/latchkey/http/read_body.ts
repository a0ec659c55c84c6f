/**
 * Reads request bodies with limits on size, time and number.
 *
 * @module
 */
import { HttpError } from "fresh";

/** The largest accepted body in bytes. The site's own forms are far smaller. */
const MAX_BODY_BYTES = 64 * 1024;

/** The most time for a body, in milliseconds: enough for 64 KB over a slow connection. */
const BODY_MS = 10_000;

/** Bodies up to this many bytes are always read. */
const SMALL_BYTES = 4 * 1024;

/** The most bytes of unfinished larger bodies, for all clients together. */
const UNFINISHED_BYTES = 32 * 1024 * 1024;

/** The bytes of unfinished bodies. */
let unfinished = 0;

/**
 * Reads the body of a request.
 *
 * @throws {HttpError} 413 above {@linkcode MAX_BODY_BYTES}, 400 when the client disconnects,
 * 408 when it takes longer than ten seconds, 503 when too many bodies are unfinished.
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
    throw new HttpError(400, "The request was incomplete. Send it again.");
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
    discardRest(reader).catch(() => {}); // The client has disconnected.
    throw error;
  } finally {
    unfinished -= size;
  }
}

/**
 * Reads and discards the rest, so that Deno can close or reuse the connection. If the body were
 * cancelled, Deno would parse the rest as the connection's next request.
 */
async function discardRest(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<void> {
  while (!(await reader.read()).done);
}

/**
 * Whether text can come from a person: no NUL, no half of a surrogate pair, no replacement
 * character.
 */
export function isText(value: string): boolean {
  return value.isWellFormed() && !/[\0\uFFFD]/.test(value);
}

function tooLarge(): never {
  throw new HttpError(413, "The request is larger than 64 KB. Send less.");
}

function tooMany(): never {
  throw new HttpError(503, "The server is busy. Try again in a moment.");
}
