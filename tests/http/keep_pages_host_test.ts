import { doesNotMatch, match } from "node:assert/strict";
import { openSite, type Site } from "../site.ts";

/** Asks for a target as it is written, over a connection of its own. */
async function ask(
  port: number,
  target: string,
  host: string,
): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const request = `GET ${target} HTTP/1.1\r\nhost: ${host}\r\n` +
    "accept: text/html\r\nconnection: close\r\n\r\n";
  await connection.write(new TextEncoder().encode(request));
  return await new Response(connection.readable).text();
}

function serve({ handler }: Site) {
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    handler,
  );
}

const HOSTILE: [target: string, host: string][] = [
  ["/", "a\\auth\\recover?"],
  ["/", "a\\auth\\recover#"],
  ["/", "a?planted="],
  ["/", "a#planted"],
  ["/", "u:p@h"],
  ["/", "evil.example"],
  ["http://evil.example/", "localhost"],
  ["http://evil.example\\auth\\recover?/", "localhost"],
  ["http://evil.example?planted=/", "localhost"],
];

for (const [target, host] of HOSTILE) {
  Deno.test(`whoever asks ${host} for ${target} plants nothing in the next stranger's home page`, async () => {
    await using site = await openSite();
    await using server = serve(site);
    const { port } = server.addr;
    await ask(port, target, host);
    const next = await ask(port, "/", "localhost");
    match(next, /href="\/auth\/login"/);
    match(next, /name="back" value="\/"/);
    doesNotMatch(next, /planted|evil/);
  });
}
