/**
 * Requires a `Host` header.
 *
 * @module
 */

/** The URL that `Deno.serve` gives requests without a host. */
const NO_HOST = /^https?:\/\/localhost(?::\d+)?\//;

/**
 * Wraps a handler so that requests without `Host` get 400 (RFC 9112 §3.2). HTTP/2 requests have
 * `:authority` instead, which is in the URL. An HTTP/2 request without TLS to `localhost` can't
 * be told apart from one without a host, and gets 400 too.
 *
 * @example
 * ```ts
 * import { requireHost } from "@latchkey/core/testing";
 *
 * const handler = requireHost(() => new Response("ok"));
 * ```
 */
export function requireHost(handler: Deno.ServeHandler): Deno.ServeHandler {
  return (req, info) =>
    req.headers.has("host") || !NO_HOST.test(req.url)
      ? handler(req, info)
      : new Response("This request has no Host header. Add one.\n", {
        status: 400,
        headers: {
          "content-type": "text/plain; charset=utf-8",
          "x-content-type-options": "nosniff",
        },
      });
}
