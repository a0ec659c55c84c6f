/**
 * Requests to providers.
 *
 * @module
 */
import { ProviderError } from "../login_provider.ts";

/**
 * The most bytes of an answer: many times the largest set of keys. More would only fill the
 * memory of a site whose provider is broken or taken over.
 */
const MAX_BYTES = 1_000_000;

/**
 * Like `fetch`, but follows no redirect.
 *
 * @returns The response. Reading more than a megabyte of it rejects with a `ProviderError`.
 */
export async function fetchAnswer(
  url: string | URL,
  init: RequestInit = {},
): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: "manual" });
  const { body, status, statusText, headers } = response;
  return body
    ? new Response(limited(body), { status, statusText, headers })
    : response;
}

function limited(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = MAX_BYTES;
  return body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        left -= chunk.byteLength;
        if (left >= 0) controller.enqueue(chunk);
        else {
          const why = "the answer is too large";
          controller.error(new ProviderError("invalid", why));
        }
      },
    }),
  );
}
