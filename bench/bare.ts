/**
 * What everything is measured against: a server that answers a fixed string of a
 * given size, and nothing else, or with headers of its own. Usage:
 * `bare.ts <bytes> [<headers in JSON, as names with values>]`.
 *
 * @module
 */
const [bytes, own] = Deno.args;
const body = "x".repeat(Number(bytes));
const headers = new Headers(
  JSON.parse(own ?? '[["content-type", "text/html; charset=utf-8"]]'),
);
const whole = new Response(body, { headers });

Deno.serve(
  {
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`http://localhost:${port}`),
  },
  // Many headers are sent by copies, which is the fastest way there is.
  own ? () => whole.clone() : () => new Response(body, { headers }),
);
