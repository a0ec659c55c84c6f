/**
 * Reads the list of releases from where the operator says it is. What comes from there is not
 * trusted: it may be huge, endless or no list at all.
 *
 * @module
 */
import { reason } from "../cli/finding.ts";
import { parseReleaseList, type ReleaseList } from "./release_list.ts";

/** The most bytes of a list: thousands of releases. */
const MAX_BYTES = 1_000_000;

/** How long the whole answer may take, in milliseconds. */
const ANSWER_MS = 10_000;

/** Why a list could not be read. */
export class ListError extends Error {
  override readonly name = "ListError";

  /** @param temporary Whether it may work later without any change. */
  constructor(message: string, readonly temporary = false) {
    super(message);
  }
}

/**
 * Reads a list of releases.
 *
 * @param place A URL, or the path of a file.
 * @param answerMs How long an answer over the network may take.
 * @throws {ListError} if it can't be read, or is not a list.
 */
export async function fetchReleaseList(
  place: URL | string,
  answerMs: number = ANSWER_MS,
): Promise<ReleaseList> {
  const text = typeof place === "string"
    ? await readList(place)
    : await requestList(place, answerMs);
  const list = parseReleaseList(text);
  if (list === null) throw new ListError("is not a list of releases");
  return list;
}

async function readList(path: string): Promise<string> {
  try {
    // A pipe or device could block, or never end.
    const { isFile } = await Deno.stat(path);
    if (!isFile) throw new ListError("is not a file");
    using file = await Deno.open(path);
    return await textOf(file.readable);
  } catch (error) {
    if (error instanceof ListError) throw error;
    throw error instanceof Deno.errors.NotFound
      ? new ListError("does not exist")
      : new ListError(`cannot be read: ${reason(error)}`);
  }
}

async function requestList(url: URL, answerMs: number): Promise<string> {
  try {
    const { body, ok, status } = await fetch(url, {
      // Another host would be one that the operator has not named.
      redirect: "manual",
      headers: { accept: "application/json", "user-agent": "latchkey" },
      signal: AbortSignal.timeout(answerMs),
    });
    if (ok) return body === null ? "" : await textOf(body);
    await body?.cancel();
    throw new ListError(problemOf(status), status >= 500 || status === 429);
  } catch (error) {
    if (error instanceof ListError) throw error;
    const why = error instanceof Error && error.name === "TimeoutError"
      ? `did not answer within ${answerMs / 1000} seconds`
      : `cannot be reached: ${networkReason(error, url)}`;
    throw new ListError(why, true);
  }
}

/** The reason of a failed request without the URL, whose query may be a secret. */
function networkReason(error: unknown, { href, search }: URL): string {
  const cause = error instanceof Error ? error.cause ?? error : error;
  const text = reason(cause).replace(` for url (${href})`, "");
  return search !== "" && text.includes(search) ? "the request failed" : text;
}

function problemOf(status: number): string {
  return status >= 300 && status < 400
    ? `answers ${status}, and redirects are not followed`
    : `answers ${status}`;
}

async function textOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new ListError("is larger than a megabyte");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
