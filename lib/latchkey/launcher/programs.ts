/**
 * The programs that the launcher starts: command lines of Deno with a permission set of
 * `deno.json` and the permissions that the settings add.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { arch, platform } from "node:process";
import type { Site } from "../services.ts";
import { readSettings, SettingsError } from "../settings/settings.ts";
import {
  doctorPermissions,
  permissionFlags,
  type Permissions,
  permissionsFor,
  permissionsOf,
} from "./permissions.ts";
import { hasOwnFresh } from "../dev/which_fresh.ts";
import { type Program, ROOT } from "./process.ts";

/** Keeps V8's old generation small; bench/README.md has the measurements. */
const V8_FLAGS = "--memory-saver-mode";

/** The built server. */
export function serverProgram(site: Site, env: Program["env"]): Program {
  return {
    args: [
      ...denoRun("serve", sitePermissions(site, env)),
      `--v8-flags=${V8_FLAGS}`,
      join(ROOT, "_fresh/serve.js"),
    ],
    env: { MALLOC_ARENA_MAX: "2", ...env },
  };
}

/** The server of `deno task dev`, which bundles islands itself. */
export function devProgram(site: Site, env: Program["env"]): Program {
  const permissions = [...sitePermissions(site, env), bundling()];
  return {
    args: [...denoRun("dev", permissions), join(ROOT, "dev.ts")],
    env,
  };
}

/** An operator's command. */
export function cliProgram(
  site: Site,
  env: Program["env"],
  args: readonly string[],
): Program {
  const permissions = [
    ...sitePermissions(site, env, args),
    permissionsOf(args),
  ];
  return {
    args: [
      ...denoRun("cli", permissions),
      join(ROOT, "lib/latchkey/cli/main.ts"),
      ...args,
    ],
    env,
  };
}

/**
 * The build.
 *
 * @param changed The changed sources, to be announced.
 */
export function buildProgram(
  env: Program["env"],
  changed: readonly string[],
): Program {
  return {
    args: [
      ...denoRun("build", [bundling(), { run: [Deno.execPath()] }]),
      ...[join(ROOT, "dev.ts"), "build", ...changed],
    ],
    env,
  };
}

function denoRun(set: string, permissions: readonly Permissions[]): string[] {
  return [
    ...["run", "--quiet", "--no-prompt", `--config=${ROOT}/deno.json`],
    `--permission-set=${set}`,
    ...permissionFlags(...permissions),
    // It has every file that was ever committed (OWASP ASVS 5.0 §13.4.1).
    `--deny-read=${join(ROOT, ".git")}`,
    `--deny-write=${join(ROOT, ".git")}`,
  ];
}

/**
 * The permissions that the settings require, for a command also those of its own. With invalid
 * settings, a program only needs to report them.
 */
function sitePermissions(
  site: Site,
  env: Program["env"],
  [command]: readonly string[] = [],
): Permissions[] {
  const own = { read: [ROOT, "/etc/alpine-release"], ffi: bcryptFolders() };
  try {
    const settings = readSettings(site, env);
    const more = command === "doctor" ? [doctorPermissions(settings)] : [];
    return [own, permissionsFor(site, settings), ...more];
  } catch (error) {
    if (error instanceof SettingsError) return [own];
    throw error;
  }
}

/** bcrypt's addon finds itself by its real path, which contains its version. */
function bcryptFolders(): string[] {
  return packageFolders("bcrypt@", "bcrypt");
}

/**
 * The permissions for bundling. Upstream Fresh resolves modules as Deno does, also in Deno's
 * cache, and creates the project's folder if it is missing.
 */
function bundling(): Permissions {
  const run = bundlers();
  if (hasOwnFresh()) return { run };
  return { run, read: [resolve("/")], write: [ROOT, denoCache()] };
}

function denoCache(): string {
  const args = ["info", "--json"];
  const { stdout } = new Deno.Command(Deno.execPath(), { args }).outputSync();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

/** The esbuild of this project, and that of upstream Fresh if it is installed. */
function bundlers(): string[] {
  const name = `@esbuild/${platform}-${arch}`;
  const file = platform === "win32" ? "esbuild.exe" : "bin/esbuild";
  return packageFolders(`${name.replace("/", "+")}@`, name)
    .map((folder) => join(folder, file));
}

/** The folders of all installed versions of a package. */
function packageFolders(prefix: string, name: string): string[] {
  const modules = join(ROOT, "node_modules/.deno");
  try {
    return [...Deno.readDirSync(modules)]
      .filter((entry) => entry.name.startsWith(prefix))
      .map((entry) => join(modules, entry.name, "node_modules", name))
      .map((folder) => Deno.realPathSync(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // Nothing is installed.
    throw error;
  }
}
