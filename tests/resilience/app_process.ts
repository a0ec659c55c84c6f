/**
 * The built app in its own process, as `deno task serve` runs it.
 *
 * @module
 */
import { buildOnce, serverProgram } from "@latchkey/core/testing";
import { site } from "../../lib/site.ts";

const ROOT = new URL("../..", import.meta.url);

/** Settings shared by these tests; a developer's `.env` must not apply. */
const ENVIRONMENT = {
  APP_ENV: "development",
  BCRYPT_COST: "4",
  HOST: "localhost",
  DATABASE_URL: "",
  DATA_KEYS: "",
  JWT_KEYS: "",
  LOG_LEVEL: "warn",
  NO_COLOR: "1",
  PORT: "0",
  PUBLIC_URL: "",
  SMTP_URL: "",
};

/** What it prints once it serves. */
const SERVES = "Next:";

/** How a process is run. */
export interface AppOptions {
  readonly env: Readonly<Record<string, string>>;
  /** A program with its arguments that runs the command, which is appended. */
  readonly under?: readonly [program: string, ...args: string[]];
}

/** A process that serves, or tried to. */
export interface AppProcess {
  /** Where it listens. */
  readonly address: string;
  readonly pid: number;
  /** Everything printed so far on both streams. */
  said(): string;
  /** Stops it and resolves once it has exited; does nothing the second time. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number>;
}

/**
 * Starts the app and waits until it serves.
 *
 * @throws {AppEnded} when it exits instead.
 */
export async function startApp(options: AppOptions): Promise<AppProcess> {
  await buildOnce();
  const child = spawn(options);
  let text = "";
  const listening = Promise.withResolvers<string>();
  const read = async (stream: Deno.ChildProcess["stdout"]) => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes(SERVES)) listening.resolve(text);
    }
  };
  const ended = Promise.all([
    child.status,
    read(child.stdout),
    read(child.stderr),
  ]).then(([{ code }]) => {
    listening.reject(new AppEnded(code, text));
    return code;
  });
  const [, host] = (await listening.promise)
    .match(/(?:http:\/\/|Listening on )([\w.]+:\d+)/)!;
  return {
    address: `http://${host}`,
    pid: child.pid,
    said: () => text,
    end(signal) {
      try {
        child.kill(signal);
      } catch {
        // It has exited by itself.
      }
      return ended;
    },
  };
}

/**
 * Starts the app and kills it after some milliseconds. Returns its output, and
 * whether it was serving by then.
 *
 * @throws {AppEnded} when it exited by itself.
 */
export async function killAtStart(
  options: AppOptions,
  afterMs: number,
): Promise<{ readonly said: string; readonly hasServed: boolean }> {
  await buildOnce();
  const child = spawn(options);
  const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
  const { code, signal, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes))
    .join("");
  if (signal !== "SIGKILL") throw new AppEnded(code, said);
  return { said, hasServed: said.includes(SERVES) };
}

/** The process exited before it served. */
export class AppEnded extends Error {
  constructor(readonly code: number, readonly said: string) {
    super(`the app ended with ${code}: ${said}`);
  }
}

function spawn({ env, under }: AppOptions): Deno.ChildProcess {
  const server = serverProgram(site, { ...ENVIRONMENT, ...env });
  const deno = Deno.execPath();
  const [program, ...args] = [...under ?? [], deno, ...server.args];
  return new Deno.Command(program, {
    args,
    cwd: ROOT,
    env: { ...server.env },
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** A temporary folder, removed afterwards. */
export async function withFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Posts a form as a page of the app would. */
export function post(
  address: string,
  path: string,
  fields: Record<string, string>,
  headers: HeadersInit = {},
): Promise<Response> {
  return fetch(address + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: {
      origin: address,
      "sec-fetch-site": "same-origin",
      ...Object.fromEntries(new Headers(headers)),
    },
    redirect: "manual",
  });
}
