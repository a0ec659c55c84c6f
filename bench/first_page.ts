/**
 * What a visitor waits for: the login page's scripts, and the first page after
 * a start.
 *
 * @module
 */
import { gzipSync } from "node:zlib";
import type { Extent } from "./extent.ts";
import { median } from "./load.ts";
import { type Server, startApp, startBare } from "./servers.ts";
import { type Row, whole } from "./table.ts";

/** What the login page loads at once, and what it loads afterwards for passkeys. */
const LOGIN_SCRIPTS = [
  { what: "scripts of the login page, gzipped", most: 10_240 },
  { what: "passkey code loaded after it, gzipped", most: 717 },
] as const;

/** All scripts of the login page, each gzipped. */
export async function measureScripts(
  _extent: Extent,
  folder: string,
): Promise<Row[]> {
  await using app = await startApp(`${folder}/scripts.db`);
  const html = await (await fetch(`${app.address}/auth/login`)).text();
  const measured = await Promise.all(
    [/\s(?:src|href)="([^"]*\.js(?:\?[^"]*)?)"/g, /\sdata-module="([^"]*)"/g]
      .map((pattern) => scriptBytes(app.address, pathsIn(html, pattern))),
  );
  return LOGIN_SCRIPTS.map(({ what, most }, index) => ({
    what,
    figure: `${whole(measured[index])} bytes`,
    from: "",
    bar: `≤ ${whole(most)}`,
    met: measured[index] > 0 && measured[index] <= most,
  }));
}

/** The sum of some scripts and of all that they import. */
async function scriptBytes(
  address: string,
  paths: readonly string[],
): Promise<number> {
  const found = new Set(paths);
  let bytes = 0;
  for (const path of found) {
    const url = new URL(path, address);
    const script = await (await fetch(url)).text();
    bytes += gzipSync(script).length;
    const imported = pathsIn(script, /(?:from|import)\s*"([^"]+\.js)"/g);
    for (const more of imported) found.add(new URL(more, url).pathname);
  }
  return bytes;
}

function pathsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, path]) => path);
}

/**
 * The time from the start of the process until the first page has been read, in
 * turn with the bare server.
 */
export async function measureStart(
  { rounds }: Extent,
  folder: string,
): Promise<Row[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  const path = `${folder}/start.db`;
  await timeStart(() => startApp(path)); // The first start creates the database.
  for (let round = 0; round < rounds; round++) {
    ours.push(await timeStart(() => startApp(path)));
    bare.push(await timeStart(() => startBare(1_000)));
  }
  const milliseconds = median(ours);
  return [{
    what: "from process start to first page",
    figure: `${whole(milliseconds)} ms`,
    from: `bare server ${whole(median(bare))} ms`,
    bar: "≤ 200 ms",
    met: milliseconds <= 200,
  }];
}

/** In milliseconds. */
async function timeStart(start: () => Promise<Server>): Promise<number> {
  const began = performance.now();
  await using server = await start();
  await (await fetch(server.address)).text();
  return performance.now() - began;
}
