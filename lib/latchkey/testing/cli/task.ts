/**
 * Calls `deno task cli` like an operator, with the task's permissions, on a
 * database file.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { cliProgram } from "../programs.ts";
import { TEST_SITE } from "../site.ts";

/**
 * A folder that the task may write to, removed after the test, and calls on a
 * database in it.
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
    APP_ENV: "test", // In development, this machine's .env would apply.
    BCRYPT_COST: "4",
    DATABASE_FILE: path,
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

/** Runs a program to its end with standard input. */
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
  // A command that reads no input may have exited already.
  await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/**
 * Calls the CLI like its task does, and kills it once a condition holds; waits
 * a minute at most.
 */
export async function killCliWhen(
  args: string[],
  env: Record<string, string>,
  happened: () => Promise<boolean>,
): Promise<void> {
  // The task itself is a shell, whose child would survive it.
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

/**
 * Whether some rows have been imported into a database file and others are
 * still missing.
 */
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
