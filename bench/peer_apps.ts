/**
 * The apps in `peers/`, which have packages of their own.
 *
 * @module
 */
import type { PeerOptions } from "./peers/page.ts";
import { type Server, start } from "./servers.ts";
import { SITE_ENV } from "./site.ts";

const FOLDER = "bench/peers";
const CONFIG = `--config=${FOLDER}/deno.json`;

/** An app that ours is compared with. */
export interface Peer {
  readonly name: string;
  /** The file in `peers/`. */
  readonly file: string;
  /** What runs the file: a command and its arguments. */
  readonly runtime: readonly [command: string, ...args: string[]];
  /** The path of sign-up, with a JSON body. */
  readonly signUpPath: string;
  /** The minimum ratio of our requests per second to the peer's. */
  readonly bar: number;
}

const DENO: Peer["runtime"] = [
  "deno",
  ...["run", "--no-prompt", CONFIG, "--node-modules-dir=manual"],
  // Otherwise Deno warns once that Better Auth listens for aborted requests.
  "--unstable-no-legacy-abort",
  ...["--allow-env", "--allow-sys", "--allow-read=."],
  ...["--allow-write=.data", "--allow-net=localhost,127.0.0.1,[::1]"],
];

/**
 * The first Node version that runs TypeScript and has `node:sqlite` without
 * flags in every release.
 */
const LEAST_NODE = 24;

/** Signs the cookies of all peers in this run. */
const SECRET = crypto.randomUUID() + crypto.randomUUID();

/** Installs the peers' packages unless they are installed. */
export async function installPeers(): Promise<void> {
  const { success } = await new Deno.Command("deno", {
    args: ["install", "--quiet", "--frozen", CONFIG],
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`Cannot install the packages of ${FOLDER}.`);
}

/** Fastify on Deno, and on Node where it is installed, and Better Auth. */
export async function listPeers(): Promise<Peer[]> {
  const fastify = { file: "fastify.ts", signUpPath: "/sign-up", bar: 0.6 };
  const peers: Peer[] = [
    { ...fastify, name: "Fastify on Deno", runtime: DENO },
    {
      name: "Better Auth with Hono on Deno",
      file: "better_auth.ts",
      runtime: DENO,
      signUpPath: "/api/auth/sign-up/email",
      bar: 5,
    },
  ];
  const version = await nodeVersion();
  if (!version || parseInt(version) < LEAST_NODE) return peers;
  const name = `Fastify on Node ${version}`;
  return [{ ...fastify, name, runtime: ["node"] }, ...peers];
}

/** Such as `24.1.0`. Null where Node is not installed. */
async function nodeVersion(): Promise<string | null> {
  try {
    const args = ["--version"];
    const { stdout } = await new Deno.Command("node", { args }).output();
    return new TextDecoder().decode(stdout).trim().slice(1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Starts a peer with production settings and a page like ours. */
export function startPeer(
  { runtime: [command, ...args], file }: Peer,
  page: Pick<PeerOptions, "database" | "headers" | "bytes">,
): Promise<Server> {
  const options: PeerOptions = {
    ...page,
    origin: SITE_ENV.PUBLIC_URL,
    secret: SECRET,
  };
  return start({
    args: [...args, `${FOLDER}/${file}`, JSON.stringify(options)],
    env: { NODE_ENV: "production", PATH: Deno.env.get("PATH") ?? "" },
  }, command);
}
