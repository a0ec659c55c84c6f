/**
 * Measures pages as a share of what a bare `Deno.serve` does with a fixed string of the
 * same size: in turn, in one run, the median of five.
 *
 * @module
 */
import { gzipSync } from "node:zlib";
import { parseSetCookie } from "cookie";
import { demoUsers } from "../lib/auth/demo_users.ts";
import { generatorName, median, requestsPerSecond } from "./load.ts";
import type { Target } from "./load_generator.ts";
import { type Server, startApp, startBare } from "./servers.ts";

const ROUNDS = 5;
const SECONDS = 3;

await Deno.mkdir(".data", { recursive: true });
const folder = await Deno.makeTempDir({ dir: ".data", prefix: "bench-" });
try {
  const app = await startApp(`${folder}/latchkey.db`);
  const cookie = await signIn(app);
  const asset = await hashedStylesheet(app);
  const pages: {
    what: string;
    path: string;
    headers: Record<string, string>;
    bar: number;
  }[] = [
    { what: "GET / signed out", path: "/", headers: {}, bar: 0.4 },
    {
      what: "GET /private signed in",
      path: "/private",
      headers: { cookie },
      bar: 0.25,
    },
    { what: "GET a hashed file", path: asset, headers: {}, bar: 0.6 },
  ];
  console.log(
    `| what (by ${generatorName}) | requests/s | bare | ratio | bar |`,
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const { what, path, headers, bar } of pages) {
    const target = { url: app.address + path, headers };
    const { ours, bare } = await compare(target);
    const ratio = (ours / bare).toFixed(2);
    console.log(
      `| ${what} | ${Math.round(ours)} | ${
        Math.round(bare)
      } | ${ratio} | ≥ ${bar} |`,
    );
  }
  const scripts = await scriptBytes(app);
  await app.stop();
  const starts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) starts.push(await timeStart());
  console.log(
    `\nScripts of the sign-in page: ${scripts} bytes gzipped, bar 9,000`,
  );
  console.log(
    `From process start to first page: ${
      Math.round(median(starts))
    } ms, bar 200`,
  );
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function compare(
  target: Target,
): Promise<{ ours: number; bare: number }> {
  const size = (await (await fetch(target.url, target)).bytes()).length;
  const bareServer = await startBare(size);
  const bareTarget = { url: bareServer.address, headers: {} };
  await requestsPerSecond(target, 1);
  await requestsPerSecond(bareTarget, 1);
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await requestsPerSecond(target, SECONDS));
    bare.push(await requestsPerSecond(bareTarget, SECONDS));
  }
  await bareServer.stop();
  return { ours: median(ours), bare: median(bare) };
}

async function signIn({ address }: Server): Promise<string> {
  const [{ address: username, password }] = demoUsers;
  const response = await fetch(`${address}/auth/login`, {
    method: "POST",
    body: new URLSearchParams({ username, password }),
    headers: { origin: address, "sec-fetch-site": "same-origin" },
    redirect: "manual",
  });
  await response.body?.cancel();
  const { name, value } = parseSetCookie(response.headers.getSetCookie()[0]);
  return `${name}=${value}`;
}

async function hashedStylesheet({ address }: Server): Promise<string> {
  const html = await (await fetch(address)).text();
  const [, path] = html.match(/href="([^"]*styles\.css[^"]*)"/)!;
  return path.replaceAll("&amp;", "&");
}

/** All script that the sign-in page brings, followed through its imports. */
async function scriptBytes({ address }: Server): Promise<number> {
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

async function timeStart(): Promise<number> {
  const began = performance.now();
  const app = await startApp(`${folder}/latchkey.db`);
  await (await fetch(app.address)).text();
  const took = performance.now() - began;
  await app.stop();
  return took;
}
