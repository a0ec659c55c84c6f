/**
 * A pooler in front of PostgreSQL that accepts only the startup parameters of PgBouncer 1.18.
 *
 * @module
 */

/**
 * The parameters that PgBouncer accepts. Its source calls others "unsupported startup
 * parameter".
 */
const KNOWN: ReadonlySet<string> = new Set([
  ...["user", "database", "replication", "application_name"],
  ...["client_encoding", "datestyle", "timezone"],
  "standard_conforming_strings",
]);

/** Starts a pooler on its own port, in front of the server at `port`. */
export function startPooler(port: number): AsyncDisposable & { port: number } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const talks: Promise<unknown>[] = [];
  const accepting = (async () => {
    for await (const client of listener) {
      talks.push(serve(client, port).catch(() => {}));
    }
  })();
  return {
    port: listener.addr.port,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      await Promise.all(talks);
    },
  };
}

async function serve(client: Deno.Conn, port: number): Promise<void> {
  const buffer = new Uint8Array(4096);
  const length = await client.read(buffer) ?? 0;
  const start = buffer.slice(0, length);
  // Length and version, then names and values, each terminated by a zero.
  const words = new TextDecoder().decode(start.subarray(8)).split("\0");
  const unknown = words.find((word, place) =>
    place % 2 === 0 && word !== "" && !KNOWN.has(word.toLowerCase())
  );
  if (unknown !== undefined) {
    await client.write(refusal(`unsupported startup parameter: ${unknown}`));
    return client.close();
  }
  const server = await Deno.connect({ hostname: "127.0.0.1", port });
  await server.write(start);
  await Promise.all([
    client.readable.pipeTo(server.writable),
    server.readable.pipeTo(client.writable),
  ]);
}

/** An ErrorResponse (PostgreSQL, "Message Formats"). */
function refusal(message: string): Uint8Array {
  const fields = new TextEncoder().encode(
    `SERROR\0C08P01\0M${message}\0\0`,
  );
  const answer = new Uint8Array(5 + fields.length);
  answer[0] = "E".charCodeAt(0);
  new DataView(answer.buffer).setUint32(1, 4 + fields.length);
  answer.set(fields, 5);
  return answer;
}
