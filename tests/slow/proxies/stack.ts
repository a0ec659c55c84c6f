/**
 * The built app in production behind a proxy, with one account.
 *
 * @module
 */
import {
  cliProgram,
  freePort,
  newDataKeys,
  newKeys,
} from "@latchkey/core/testing";
import { site } from "../../../lib/site.ts";
import { type AppProcess, startApp } from "../../resilience/app_process.ts";
import type { Proxy, ProxyOptions } from "./proxy.ts";

/** The account. */
export const ADA = {
  username: "ada@example.com",
  password: "seven wet bicycles",
};

/** What is running. */
export interface Stack extends AsyncDisposable {
  readonly proxy: Proxy;
  readonly appPort: number;
  /** Stops the app, if it runs. */
  stopApp(): Promise<void>;
  /** Starts it again on the same port. */
  startApp(): Promise<void>;
}

/** Starts both, and adds the account. */
export async function startStack(
  startProxy: (options: ProxyOptions) => Promise<Proxy>,
): Promise<Stack> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-" });
  const appPort = freePort();
  const proxy = await startProxy({ appPort });
  const env = {
    APP_ENV: "production",
    BCRYPT_COST: "10",
    DATA_KEYS: newDataKeys(),
    DATABASE_FILE: `${folder}/latchkey.db`,
    HOST: "127.0.0.1",
    JWT_KEYS: newKeys(),
    LOG_LEVEL: "info",
    PORT: String(appPort),
    PUBLIC_URL: `https://localhost:${proxy.httpsPort}`,
    TRUST_PROXY: "1",
  };
  await addAda(env);
  let app: AppProcess | null = null;
  const start = async () => void (app = await startApp({ env }));
  const stop = async () => {
    await app?.end("SIGTERM");
    app = null;
  };
  await start();
  return {
    proxy,
    appPort,
    startApp: start,
    stopApp: stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await proxy[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function addAda(settings: Record<string, string>): Promise<void> {
  const { args, env } = cliProgram(site, settings, [
    ...["users", "add", ADA.username],
  ]);
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { ...env },
    clearEnv: true,
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${ADA.password}\n`));
  await writer.close();
  const { success, stderr } = await child.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** Runs a server in place of the app. */
export async function withStandIn(
  { appPort, stopApp, startApp }: Omit<Stack, "proxy">,
  handler: Deno.ServeHandler,
  use: () => Promise<void>,
): Promise<void> {
  await stopApp();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: appPort, onListen() {} },
    handler,
  );
  try {
    await use();
  } finally {
    await server.shutdown();
    await startApp();
  }
}
