/**
 * Runs `deno task cli` as an operator does, with the task's permissions, on a database file.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { cliProgram } from "../programs.ts";
import { TEST_SITE } from "../site.ts";

/**
 * Runs a test with a temporary folder that contains a database file, and a function that runs
 * `deno task cli` on it. The folder is deleted afterwards.
 *
 * @throws the test's errors.
 *
 * @example
 * ```ts
 * import { withDatabase } from "@latchkey/core/testing";
 *
 * await withDatabase(async ({ cli }) => {
 *   const { code, out } = await cli(["users", "list"]);
 * });
 * ```
 */
export async function withDatabase(
  test: (database: {
    readonly path: string;
    readonly env: Record<string, string>;
    cli(args: string[], stdin?: string): Promise<{
      code: number;
      out: string;
      err: string;
    }>;
  }) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/latchkey.db`;
  const env = {
    APP_ENV: "test", // in development, a .env file of this machine would apply
    BCRYPT_COST: "4",
    DATABASE_FILE: path,
    DATA_KEYS: "",
    JWT_KEYS: "",
    NO_COLOR: "1",
  };
  try {
    await test({
      path,
      env,
      cli: (args, stdin = "") =>
        command("deno", ["task", "--quiet", "cli", ...args], env, stdin),
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Runs a program with this environment and standard input, and waits for its end.
 *
 * @returns The exit code and the output as text.
 * @throws {Deno.errors.NotFound} when there is no such program.
 *
 * @example
 * ```ts
 * import { command } from "@latchkey/core/testing";
 *
 * const { code, out } = await command("deno", ["--version"], {}, "");
 * ```
 */
export async function command(
  name: string,
  args: string[],
  env: Record<string, string>,
  stdin: string,
) {
  const child = new Deno.Command(name, {
    args,
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  // A command that reads no input may have ended already.
  await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/**
 * Runs the CLI as its task does, and kills it as soon as a condition holds, or after a minute.
 */
export async function killCliWhen(
  args: string[],
  env: Record<string, string>,
  happened: () => Promise<boolean>,
): Promise<void> {
  // Killing the task would kill a shell, whose child would continue.
  const program = cliProgram(TEST_SITE, env, args);
  const child = new Deno.Command(Deno.execPath(), {
    args: [...program.args],
    env: { ...program.env },
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const until = Date.now() + 60_000;
  while (!await happened() && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill("SIGKILL");
  await child.status;
}

/** Whether an import into a database file has written some rows but not finished. */
export async function isHalfImported(path: string): Promise<boolean> {
  if (!await Deno.stat(path).then(() => true, () => false)) return false;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare(
      "select 1 from import_in_progress, activity limit 1",
    ).get() !== undefined;
  } catch {
    return false; // There are no tables yet.
  } finally {
    database.close();
  }
}
