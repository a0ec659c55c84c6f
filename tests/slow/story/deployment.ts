/**
 * The last section of the page: a site is deployed.
 *
 * @module
 */
import { join } from "node:path";
import { freePort, startMailServer } from "@latchkey/core/testing";
import { originOf } from "../proxies/client.ts";
import { startNginx } from "../proxies/nginx.ts";
import { ADA } from "../proxies/stack.ts";
import { checkByGuide, settingsOfGuide, visit } from "./deployed.ts";
import { commandsIn, runAll } from "./page.ts";
import { openTerminal } from "./terminal.ts";
import type { ShownCommand } from "./transcript.ts";

type Environment = Readonly<Record<string, string>>;

/**
 * Puts a site on a server behind nginx, and visits it there.
 *
 * @param folder The server's folder.
 * @param site The repository.
 * @param environment The environment of the server's commands.
 */
export async function deploy(
  folder: string,
  site: string,
  environment: Environment,
): Promise<void> {
  const commands = await commandsIn("4. ");
  const at = commands.findIndex(({ line }) => line.includes("users add"));
  const server = join(folder, "opt/latchkey");
  const keys = await prepare(commands.slice(0, at), server, site, environment);
  const appPort = freePort();
  await using mail = await startMailServer();
  await using proxy = await startNginx({ appPort, site: server });
  const settings = await settingsOfGuide(server, {
    JWT_KEYS: keys[0],
    DATA_KEYS: keys[1],
    DATABASE_FILE: join(folder, "latchkey.db"),
    PORT: String(appPort),
    PUBLIC_URL: originOf(proxy),
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  });
  const terminal = openTerminal({
    folder: server,
    names: [["https://your.site", originOf(proxy)]],
    environment: () => ({ ...environment, ...settings }),
  });
  await terminal.run(commands[at], `${ADA.password}\n`);
  await runAll(terminal, commands.slice(at + 1), async () => {
    await checkByGuide(proxy, server);
    await visit(proxy, mail);
  });
}

/** Gets and builds the site, and makes its two keys. */
async function prepare(
  commands: readonly ShownCommand[],
  server: string,
  site: string,
  environment: Environment,
): Promise<string[]> {
  const terminal = openTerminal({
    folder: "/tmp",
    names: [
      ["git@git.example.com:my-site.git", site],
      ["/opt/latchkey", server],
    ],
    environment: () => environment,
  });
  const keys: string[] = [];
  for (const command of commands) {
    const printed = await terminal.run(command);
    keys.push(...printed.match(/^\{"keys":.*/gm) ?? []);
  }
  return keys;
}
