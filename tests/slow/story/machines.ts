/**
 * The two machines of a transcript: a person's computer, which has Node and Git alone, and a
 * server, which also has Deno. Both are folders here. Packages that were downloaded before are not
 * downloaded again.
 *
 * @module
 */
import { join } from "node:path";
import {
  output,
  terminalEnvironment,
} from "../../../lib/create-latchkey/local_registry.ts";

/** What each machine has. */
const SYSTEM = ["chmod", "git", "setsid", "sh"];
const NODE = ["node", "npm", "npx"];

/** The environments of a person's commands. */
export interface Machines extends AsyncDisposable {
  /** The folder of both. */
  readonly folder: string;
  /** The environment of a command on the computer. */
  computer(line: string): Record<string, string>;
  /** The environment of every command on the server. */
  readonly server: Record<string, string>;
}

/** Prepares both, with an npm registry for `create-latchkey` alone. */
export async function startMachines(registry: string): Promise<Machines> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-story-" });
  const cache = await denoCache();
  await Deno.writeTextFile(
    join(folder, "gitconfig"),
    "[user]\nname = Ada\nemail = ada@example.com\n[init]\ndefaultBranch = main\n",
  );
  const link = async (bin: string, name: string) => {
    const program = name === "deno" ? Deno.execPath() : await pathOf(name);
    await Deno.mkdir(join(folder, bin), { recursive: true });
    await output("ln", ["-s", program, join(folder, bin, name)], folder);
  };
  for (const name of [...SYSTEM, ...NODE]) await link("computer-bin", name);
  for (const name of [...SYSTEM, "deno"]) await link("server-bin", name);
  const environment = (bin: string) => ({
    ...terminalEnvironment(),
    DENO_DIR: cache,
    GIT_CONFIG_GLOBAL: join(folder, "gitconfig"),
    NO_COLOR: "1",
    // npm announces its own new versions now and then, which the page doesn't show.
    NPM_CONFIG_UPDATE_NOTIFIER: "false",
    PATH: join(folder, bin),
  });
  return {
    folder,
    computer(line) {
      const common = environment("computer-bin");
      if (line.startsWith("npm create ")) {
        // Otherwise npm would run a package of the same version from a former test.
        return {
          ...common,
          NPM_CONFIG_CACHE: join(folder, "npm"),
          NPM_CONFIG_REGISTRY: registry,
          NPM_CONFIG_YES: "true",
        };
      }
      return / task upgrade /.test(line)
        ? { ...common, NPM_CONFIG_REGISTRY: registry }
        : common;
    },
    server: environment("server-bin"),
    async [Symbol.asyncDispose]() {
      // Deno names the folder of a registry's packages by its port.
      const cached = join(cache, "npm", String(Number(new URL(registry).port)));
      await output("rm", ["-rf", folder, cached], "/tmp");
    },
  };
}

async function pathOf(program: string): Promise<string> {
  const path = await output("sh", ["-c", `command -v ${program}`], "/tmp");
  return path.trim();
}

async function denoCache(): Promise<string> {
  const info = await output(Deno.execPath(), ["info", "--json"], "/tmp");
  return JSON.parse(info).denoDir;
}
