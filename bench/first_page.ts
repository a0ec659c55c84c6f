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

/** All scripts that the login page loads, each gzipped. */
export async function measureScripts(
  _extent: Extent,
  folder: string,
): Promise<Row[]> {
  await using app = await startApp(`${folder}/scripts.db`);
  const bytes = await scriptBytes(app.address);
  return [{
    what: "scripts of the login page, gzipped",
    figure: `${whole(bytes)} bytes`,
    from: "",
    bar: "≤ 9,000",
    met: bytes <= 9_000,
  }];
}

/** Followed through their imports. */
async function scriptBytes(address: string): Promise<number> {
  const html = await (await fetch(`${address}/auth/login`)).text();
  const found = new Set(
    [...html.matchAll(/(?:src|href)="([^"]*\.js)"/g)].map(([, path]) => path),
  );
  let bytes = 0;
  for (const path of found) {
    const script = await (await fetch(new URL(path, address))).text();
    bytes += gzipSync(script).length;
    for (
      const [, more] of script.matchAll(/(?:from|import)\s*"([^"]+\.js)"/g)
    ) {
      found.add(new URL(more, new URL(path, address)).pathname);
    }
  }
  return bytes;
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
