/**
 * What everything is measured against: a server that answers a fixed string of a
 * given size, and nothing else. Usage: `bare.ts <bytes>`.
 *
 * @module
 */
const body = "x".repeat(Number(Deno.args[0]));
const headers = { "content-type": "text/html; charset=utf-8" };

Deno.serve(
  {
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`http://localhost:${port}`),
  },
  () => new Response(body, { headers }),
);
