/**
 * Starts the site and what belongs to it, each with exactly the permissions that the
 * settings ask for: the entry of `deno task start`, `serve`, `dev`, `build` and `cli`.
 * Deno Deploy does without it.
 *
 * @module
 */
import { SettingsError } from "../settings.ts";
import { develop } from "./develop.ts";
import { siteEnvironment } from "./environment.ts";
import { build, install, isNew } from "./install.ts";
import { runDeno } from "./process.ts";
import { cliProgram, type Program, serverProgram } from "./programs.ts";

const [command = "", ...args] = Deno.args;

try {
  Deno.exitCode = await launch();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  Deno.exitCode = 1;
}

async function launch(): Promise<number> {
  switch (command) {
    case "start":
      return await build(variables(), false) || await serve();
    case "serve":
      return await serve();
    case "build":
      return await build(variables(), !args.includes("--if-stale"));
    case "dev":
      return await install() || await develop(announced);
    case "cli":
      return isNew() && await install() ||
        await runDeno(cliProgram(variables(), args));
    default:
      throw new TypeError(`There is no program "${command}".`);
  }
}

async function serve(): Promise<number> {
  return await runDeno(serverProgram(await announced()));
}

function variables(): Program["env"] {
  return siteEnvironment(Deno.env.toObject(), readEnvFile).variables;
}

/** The same, with a warning of what stands in `.env` and nothing reads. */
async function announced(): Promise<Program["env"]> {
  const { variables, unknown } = siteEnvironment(
    Deno.env.toObject(),
    readEnvFile,
  );
  if (unknown.length > 0) {
    const { warnOfUnknown } = await import("../announce.ts"); // It needs packages.
    warnOfUnknown(unknown);
  }
  return variables;
}

function readEnvFile(): string | null {
  try {
    return Deno.readTextFileSync(".env");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
