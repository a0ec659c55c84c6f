/**
 * What everything is measured against: a server that answers a fixed string of a
 * given size, and nothing else, or with headers of its own. Usage:
 * `bare.ts <bytes> [<headers in JSON, as names with values>]`.
 *
 * @module
 */
const body = "x".repeat(Number(Deno.args[0]));
const headers = new Headers(
  JSON.parse(Deno.args[1] ?? '[["content-type", "text/html; charset=utf-8"]]'),
);

Deno.serve(
  {
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`http://localhost:${port}`),
  },
  () => new Response(body, { headers }),
);
