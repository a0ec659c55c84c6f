/**
 * Several processes of the built app on one PostgreSQL, behind a round-robin
 * proxy.
 *
 * @module
 */
import { parseSetCookie } from "cookie";
import {
  freePort,
  type MailServer,
  newDataKeys,
  newKeys,
  startMailServer,
} from "@latchkey/core/testing";
import { GUARDED_PAGE } from "../pages.ts";
import { type AppProcess, startApp } from "../resilience/app_process.ts";

/** What is running. */
export interface Cluster extends AsyncDisposable {
  /** The site's public origin. */
  readonly address: string;
  readonly processes: readonly AppProcess[];
  readonly mailServer: MailServer;
  /** Sends one request to the next process or a given one. */
  send(path: string, request?: Request): Promise<Response>;
}

/** A request. */
interface Request {
  /** Form fields; makes it a POST as a page of the site would send it. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  /** The process to ask; the proxy chooses by default. */
  readonly at?: AppProcess;
  /** The client's address, as a proxy would add it. */
  readonly client?: string;
}

/** Starts a number of processes at the same time. */
export async function startCluster(
  count: number,
  databaseUrl: string,
): Promise<Cluster> {
  const mailServer = await startMailServer();
  const processes: AppProcess[] = [];
  const proxy = startProxy(processes);
  const address = `http://localhost:${proxy.addr.port}`;
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_KEYS: newDataKeys(),
    JWT_KEYS: newKeys(),
    PUBLIC_URL: address,
    SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    TRUST_PROXY: "1",
  };
  const starting = Array.from({ length: count }, () => startOne(env));
  processes.push(...await Promise.all(starting));
  return {
    address,
    processes,
    mailServer,
    send: (path, request = {}) => send(address, path, request),
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map((process) => process.end("SIGTERM")));
      await proxy.shutdown();
      await mailServer[Symbol.asyncDispose]();
    },
  };
}

async function startOne(env: Record<string, string>): Promise<AppProcess> {
  const port = freePort();
  const process = await startApp({ env: { ...env, PORT: String(port) } });
  // Its own URL must be the site's.
  return { ...process, address: `http://localhost:${port}` };
}

/** A round-robin proxy that adds the client's address. */
function startProxy(processes: readonly AppProcess[]) {
  let turn = 0;
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      const { address } = processes[turn++ % processes.length];
      const { pathname, search } = new URL(request.url);
      return fetch(address + pathname + search, {
        method: request.method,
        headers: request.headers,
        body: request.body,
        redirect: "manual",
      });
    },
  );
}

function send(
  site: string,
  path: string,
  { fields, cookie, at, client = "192.0.2.1" }: Request,
): Promise<Response> {
  const headers = new Headers({
    accept: "text/html",
    "x-forwarded-for": client,
  });
  if (cookie) headers.set("cookie", cookie);
  if (fields) {
    headers.set("origin", site);
    headers.set("sec-fetch-site", "same-origin");
  }
  return fetch((at?.address ?? site) + path, {
    method: fields ? "POST" : "GET",
    body: fields && new URLSearchParams(fields),
    headers,
    redirect: "manual",
  });
}

/** Logs in and returns the cookies to send from then on. */
export async function logIn(
  { send }: Cluster,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await send("/auth/login", { fields });
  await response.body?.cancel();
  if (response.status !== 303) {
    throw new Error(`logging in gave ${response.status}`);
  }
  return response.headers.getSetCookie()
    .map((line) => parseSetCookie(line))
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
}

/** The status each process answers to a cookie. */
export async function statusesOf(
  { processes, send }: Cluster,
  cookie: string,
): Promise<number[]> {
  return await Promise.all(processes.map(async (at) => {
    const response = await send(GUARDED_PAGE, { cookie, at });
    await response.body?.cancel();
    return response.status;
  }));
}
