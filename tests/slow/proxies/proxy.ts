/**
 * A proxy that runs on loopback, as an unprivileged user, with the configuration of the guide.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { freePort } from "@latchkey/core/testing";
import { type Certificate, makeCertificate } from "./certificate.ts";

/** The user "nobody", where the tests run as root. */
const NOBODY = 65_534;

/** The time until a proxy must listen, in milliseconds. */
const START_MS = 20_000;

/** A running proxy. */
export interface Proxy extends AsyncDisposable {
  /** The folder of its files. */
  readonly folder: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly certificate: Certificate;
  /** Everything it has logged or printed. */
  logs(): Promise<string>;
  /** Puts a file into the folder that it serves itself. */
  putFile(path: string, content: string): Promise<void>;
}

/** What a proxy is started for. */
export interface ProxyOptions {
  /** The port of the app on 127.0.0.1. */
  readonly appPort: number;
  /** The folder of the site, with `docs/proxy/`; this project by default. */
  readonly site?: string;
}

/** Where a proxy finds and writes its files. */
export interface Setting {
  readonly folder: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly certificate: Certificate;
}

/** How to start a proxy. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Replaces what a configuration says about a real machine.
 *
 * @throws {AssertionError} when the configuration doesn't have one of the texts.
 */
export function adapt(
  configuration: string,
  replacements: Readonly<Record<string, string>>,
): string {
  for (const [text, replacement] of Object.entries(replacements)) {
    assert.ok(configuration.includes(text), `There is no "${text}".`);
    configuration = configuration.replaceAll(text, replacement);
  }
  return configuration;
}

/**
 * Starts a proxy and waits until it listens.
 *
 * @param prepare Writes the configuration, and says how to start.
 * @throws {Error} with its output when it doesn't start.
 */
export async function startProxy(
  { site = Deno.cwd() }: ProxyOptions,
  prepare: (setting: Setting, site: string) => Promise<Program>,
): Promise<Proxy> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-proxy-" });
  const certificate = await makeCertificate(folder);
  const setting = {
    folder,
    certificate,
    httpPort: freePort(),
    httpsPort: freePort(),
  };
  await Deno.mkdir(`${folder}/www`);
  await Deno.copyFile(
    `${site}/docs/proxy/offline.html`,
    `${folder}/www/offline.html`,
  );
  const program = await prepare(setting, site);
  const child = await spawn(program, folder);
  let printed = "";
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      printed += text;
    }
  };
  const output = Promise.all([child.stdout, child.stderr].map(read));
  const logs = async () => printed + await logsIn(folder);
  const ended = Promise.all([child.status, output]).then(async () => {
    throw new Error(`${program.command} ended: ${await logs()}`);
  });
  await Promise.race([listens(setting), ended]);
  ended.catch(() => {});
  return {
    ...setting,
    logs,
    async putFile(path, content) {
      const file = `${folder}/www${path}`;
      await Deno.mkdir(dirname(file), { recursive: true });
      await Deno.writeTextFile(file, content);
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await output;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Starts it as another user where the tests run as root. */
async function spawn(
  { command, args, env }: Program,
  folder: string,
): Promise<Deno.ChildProcess> {
  const { uid } = await Deno.stat(folder);
  const isRoot = uid === 0;
  if (isRoot) await giveAway(folder);
  return new Deno.Command(command, {
    args: [...args],
    cwd: folder,
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: folder, ...env },
    clearEnv: true,
    ...isRoot ? { uid: NOBODY, gid: NOBODY } : {},
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function giveAway(folder: string): Promise<void> {
  await Deno.chown(folder, NOBODY, NOBODY);
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) await giveAway(path);
    else await Deno.chown(path, NOBODY, NOBODY);
  }
}

async function logsIn(folder: string): Promise<string> {
  let text = "";
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".log")) {
      text += await Deno.readTextFile(`${folder}/${name}`);
    }
  }
  return text;
}

async function listens({ httpPort, httpsPort }: Setting): Promise<void> {
  const until = Date.now() + START_MS;
  for (const port of [httpPort, httpsPort]) {
    for (;;) {
      try {
        (await Deno.connect({ hostname: "127.0.0.1", port })).close();
        break;
      } catch (error) {
        if (Date.now() > until) throw error;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
  }
}
