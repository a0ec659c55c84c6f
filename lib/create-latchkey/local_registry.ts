/**
 * A registry on this machine, for tests that publish: Verdaccio, which passes on what it doesn't
 * have from the registry that npm is set up for. It is large, so it is downloaded only when this
 * runs.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@latchkey/core/testing";

const SOURCES = fileURLToPath(new URL("registry", import.meta.url));

/** How long it may take to start, in milliseconds. */
const PATIENCE_MS = 120_000;

/** How long one request may take, in milliseconds. */
const ANSWER_MS = 5_000;

/**
 * Variables that a person's terminal doesn't have: those of the process that runs the tests, and
 * those that other tests set there.
 */
const FOREIGN =
  /^(?:npm_.*|NPM_(?!CONFIG_REGISTRY).*|INIT_CWD|NODE|DENO_(?!TLS_CA_STORE|DIR).*|APP_ENV|FRESH_.*|LATCHKEY_.*)$/;

/** A registry. */
export interface LocalRegistry extends AsyncDisposable {
  /** Its address, such as `http://127.0.0.1:4873/`. */
  readonly url: string;
  /** Publishes the tarball of a package. */
  publish(tarball: string): Promise<void>;
}

/** Starts a registry whose packages disappear at the end. */
export async function startRegistry(): Promise<LocalRegistry> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-registry-" });
  const remove = () => Deno.remove(folder, { recursive: true });
  try {
    for await (const { name, isFile } of Deno.readDir(SOURCES)) {
      if (!isFile) continue;
      await Deno.copyFile(join(SOURCES, name), join(folder, name));
    }
    await output(Deno.execPath(), ["install", "--quiet", "--frozen"], folder);
    const upstream = await output("npm", ["config", "get", "registry"], folder);
    await Deno.writeTextFile(
      join(folder, "config.yaml"),
      configuration(upstream.trim()),
    );
    return await start(folder, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Anyone may publish `create-latchkey`. Everything else comes from upstream. */
function configuration(upstream: string): string {
  return `storage: ./storage
uplinks: { upstream: { url: ${JSON.stringify(upstream)}, timeout: 120s } }
packages:
  create-latchkey: { access: $all, publish: $all }
  "**": { access: $all, proxy: upstream }
log: { type: stdout, format: pretty, level: fatal }
web: { enable: false }
max_body_size: 50mb
`;
}

async function start(
  folder: string,
  remove: () => Promise<void>,
): Promise<LocalRegistry> {
  const host = `127.0.0.1:${freePort()}`;
  const server = new Deno.Command("node", {
    args: [
      "node_modules/verdaccio/bin/verdaccio",
      ...["--config", "config.yaml", "--listen", host],
    ],
    cwd: folder,
    stdout: "null",
    stderr: "null",
  }).spawn();
  const stop = async () => {
    server.kill("SIGKILL");
    await server.status;
    await remove();
  };
  const url = `http://${host}/`;
  try {
    await answerOf(`${url}-/ping`, PATIENCE_MS);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    async publish(tarball) {
      const access = [`--registry=${url}`, `--//${host}/:_authToken=anyone`];
      await output("npm", ["publish", ...access, tarball], folder);
    },
    [Symbol.asyncDispose]: stop,
  };
}

/**
 * Requests a page until a server answers.
 *
 * @throws {Error} when it doesn't in time.
 */
export async function answerOf(
  url: string,
  patienceMs: number,
): Promise<Response> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The environment of a person's terminal. */
export function terminalEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject())
      .filter(([name]) => !FOREIGN.test(name)),
  );
}

/**
 * What a program prints.
 *
 * @throws {Error} with its output when it fails.
 */
export async function output(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { ...terminalEnvironment(), NO_COLOR: "1", ...env },
    clearEnv: true,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  if (!success) {
    throw new Error(
      [program, ...args].join(" ") + "\n" + decoder.decode(stdout) +
        decoder.decode(stderr),
    );
  }
  return decoder.decode(stdout);
}
