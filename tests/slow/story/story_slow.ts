/** Follows `docs/from-nothing.md`: a site is made, changed, upgraded and deployed. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { freePort } from "@latchkey/core/testing/databases";
import { startRegistry } from "../../../lib/create-latchkey/local_registry.ts";
import { VERSION } from "../../../lib/latchkey/version.ts";
import { isInstalled } from "../../debian.ts";
import { originOf } from "../proxies/client.ts";
import { startNginx } from "../proxies/nginx.ts";
import { ADA } from "../proxies/stack.ts";
import { applied, type Block, blocksOf } from "../recipes/recipe.ts";
import { checkByGuide, settingsOfGuide, visit } from "./deployed.ts";
import { logInAtHome } from "./development.ts";
import { startMachines } from "./machines.ts";
import { CHANGES, LATER, laterRelease, thisRelease } from "./releases.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { commandsOf, type Names, type ShownCommand } from "./transcript.ts";

const PAGE = "docs/from-nothing.md";
const RECIPE = "docs/recipes/company-field.md";

/** The blocks of a section of the page. */
async function blocksIn(section: string): Promise<Block[]> {
  const parts = (await Deno.readTextFile(PAGE)).split(/^## /m);
  const part = parts.find((part) => part.startsWith(section));
  assert.ok(part, `${PAGE} has a section "${section}"`);
  return blocksOf(part);
}

async function commandsIn(section: string): Promise<ShownCommand[]> {
  return (await blocksIn(section))
    .filter(({ language }) => language === "console")
    .flatMap(({ text }) => commandsOf(text));
}

/** Makes the changes and writes the files of a page in a site. */
async function edit(site: string, blocks: readonly Block[]): Promise<void> {
  for (const { path, language, text } of blocks) {
    if (path === undefined) continue;
    const file = join(site, path);
    const before = await Deno.readTextFile(file).catch(() => null);
    // The recipe shows labels in languages that the site doesn't have.
    if (language === "diff" && before === null) continue;
    await Deno.writeTextFile(
      file,
      language === "diff" ? applied(before!, text, path) : text,
    );
  }
}

/** Fails unless a site has what the owner or a release changed. */
async function ensureHas(
  site: string,
  changes: readonly (readonly [path: string, before: string, after: string])[],
): Promise<void> {
  for (const [path, , after] of changes) {
    const text = await Deno.readTextFile(join(site, path));
    assert.ok(text.includes(after), `${path} has "${after}"`);
  }
}

const isServer = ({ line }: ShownCommand) =>
  / task (?:start|serve)$/.test(line);

async function runAll(
  terminal: Terminal,
  commands: readonly ShownCommand[],
  use: () => Promise<void> = () => Promise.reject(new Error("no server")),
): Promise<void> {
  for (const command of commands) {
    if (isServer(command)) await terminal.serve(command, use);
    else await terminal.run(command);
  }
}

Deno.test({
  name:
    "a site is made with Node alone, changed, upgraded, and deployed behind nginx",
  ignore: !await isInstalled("nginx", "nginx-light"),
  async fn(t) {
    await using registry = await startRegistry();
    await using machines = await startMachines(registry.url);
    const { folder } = machines;
    let failed = false;
    const site = join(folder, "my-site");
    const server = join(folder, "opt/latchkey");
    const publish = async (name: string, tarball: Uint8Array) => {
      const file = join(folder, `${name}.tgz`);
      await Deno.writeFile(file, tarball);
      await registry.publish(file);
    };
    const port = String(freePort());
    const names: Names = [
      ["0.1.0", VERSION],
      ["0.2.0", LATER],
      ["localhost:8000", `localhost:${port}`],
    ];
    const computer = openTerminal({
      folder,
      names,
      environment: (line) => ({ ...machines.computer(line), PORT: port }),
    });

    // Each step needs the one before.
    const step = async (name: string, follow: () => Promise<void>) => {
      if (!failed) failed = !await t.step(name, follow);
    };

    await step("made, started, and logged in", async () => {
      await publish("this", await thisRelease());
      const noDeno = {
        line: "if command -v deno; then exit 1; fi",
        printed: "",
      };
      await computer.run(noDeno);
      await runAll(
        computer,
        await commandsIn("1. "),
        () => logInAtHome(`http://localhost:${port}`),
      );
    });

    await step("changed", async () => {
      await edit(site, await blocksIn("2. "));
      const recipe = await Deno.readTextFile(join(site, RECIPE));
      await edit(site, blocksOf(recipe));
      await runAll(computer, await commandsIn("2. "));
    });

    await step("upgraded", async () => {
      const later = join(folder, "later");
      await Deno.mkdir(later);
      await publish("later", await laterRelease(later));
      await runAll(computer, await commandsIn("3. "));
      await ensureHas(site, CHANGES);
    });

    await step("deployed behind nginx", async () => {
      const commands = await commandsIn("4. ");
      const after = commands.findIndex(({ line }) =>
        line.includes("users add")
      );
      const root = openTerminal({
        folder,
        names: [
          ...names,
          ["git@git.example.com:my-site.git", site],
          ["/opt/latchkey", server],
        ],
        environment: () => machines.server,
      });
      const keys: string[] = [];
      for (const command of commands.slice(0, after)) {
        const printed = await root.run(command);
        keys.push(...printed.match(/^\{"keys":.*/gm) ?? []);
      }
      const appPort = freePort();
      await using proxy = await startNginx({ appPort, site: server });
      const settings = await settingsOfGuide(server, {
        JWT_KEYS: keys[0],
        DATA_KEYS: keys[1],
        DATABASE_FILE: join(folder, "latchkey.db"),
        PORT: String(appPort),
        PUBLIC_URL: originOf(proxy),
        SMTP_URL: `smtp://user:password@127.0.0.1:${freePort()}`,
      });
      const service = openTerminal({
        folder: server,
        names: [["https://your.site", originOf(proxy)]],
        environment: () => ({ ...machines.server, ...settings }),
      });
      await service.run(commands[after], `${ADA.password}\n`);
      await runAll(service, commands.slice(after + 1), async () => {
        await checkByGuide(proxy, server);
        await visit(proxy);
      });
    });
  },
});
