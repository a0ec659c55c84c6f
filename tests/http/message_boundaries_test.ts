/**
 * Where one request ends and the next begins: nobody can hide a request in the body of another
 * (OWASP ASVS 5.0 §4.2.1; RFC 9112 §6.3).
 */
import assert from "node:assert/strict";
import { deadline, requireHost } from "@latchkey/core/testing";
import { openSite } from "../site.ts";

/** Sends bytes and returns the status of each answer until the server closes the connection. */
async function statusesOf(request: string): Promise<number[]> {
  await using site = await openSite();
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    requireHost(site.handler),
  );
  using connection = await Deno.connect({
    hostname: "127.0.0.1",
    port: server.addr.port,
  });
  await connection.write(new TextEncoder().encode(request));
  await connection.closeWrite();
  let answer = "";
  for await (const bytes of connection.readable) {
    answer += new TextDecoder().decode(bytes);
  }
  return [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)]
    .map(([, status]) => Number(status));
}

const HEAD = "POST /token HTTP/1.1\r\nhost: localhost:8000\r\n" +
  "content-type: application/x-www-form-urlencoded\r\n";

/** A request that must never be answered. */
const HIDDEN = "GET /healthz HTTP/1.1\r\nhost: localhost:8000\r\n\r\n";

Deno.test("a chunked body counts, not the length beside it", async () => {
  const statuses = await deadline(
    statusesOf(
      `${HEAD}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n` +
        `${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`,
    ),
    5_000,
  );
  assert.equal(statuses.length, 1);
  assert.ok(statuses[0] >= 400, `${statuses}`);
});

for (
  const [what, fields] of Object.entries({
    "two lengths that differ": "content-length: 0\r\ncontent-length: 60\r\n",
    "a length that is no number": "content-length: +60\r\n",
    "an unknown transfer coding": "transfer-encoding: xchunked\r\n",
    "a coding after chunked": "transfer-encoding: chunked, identity\r\n",
  })
) {
  Deno.test(`rejects a request with ${what}`, async () => {
    const statuses = await deadline(
      statusesOf(`${HEAD}${fields}\r\n${HIDDEN}`),
      5_000,
    );
    assert.equal(statuses.length, 1);
    assert.equal(statuses[0], 400);
  });
}
