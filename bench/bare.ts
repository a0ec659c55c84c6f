/**
 * The baseline: a server that answers with a fixed string of a given size, and
 * optionally headers. Usage: `bare.ts <bytes> [<headers as a JSON object>]`.
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
  // Copying is the fastest way to send many headers.
  own ? () => whole.clone() : () => new Response(body, { headers }),
);
