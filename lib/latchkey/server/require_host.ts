/**
 * Requests must say which host they are for.
 *
 * @module
 */

/** Where `Deno.serve` says that a request goes which names no host. */
const NO_HOST = /^https?:\/\/localhost(?::\d+)?\//;

/**
 * Answers 400 to requests without `Host` (RFC 9112 §3.2). Those of HTTP/2 have none, but
 * an `:authority` in its place, which is in the URL. Nothing tells one to `localhost`, over
 * HTTP/2 without TLS, from a request that names no host.
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
