/**
 * Runs commands in this process on an in-memory database.
 *
 * @module
 */
import { TEST_SITE } from "../site.ts";
import assert from "node:assert/strict";
import type { Io } from "../../cli/io.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { noProgress } from "../../cli/progress.ts";
import { runCli } from "../../cli/program.ts";
import { commandsOf } from "../../commands.ts";
import type { Migrations } from "../../database/migrations.ts";
import type { Database } from "../../database/database.ts";
import { connectDatabase } from "../../database/open.ts";
import { migrationsOf } from "../../tables.ts";
import { admin } from "../../features/admin/feature.ts";
import { invitations } from "../../features/invitations/feature.ts";
import type { ProfileFields } from "../../forms/profile_fields.ts";
import type { Feature } from "../../services.ts";
import { createPasswordHasher } from "../../crypto/password_hasher.ts";
import { readSettings } from "../../settings/settings.ts";
import type { Store } from "../../store.ts";

/** The result of a command. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The input and the environment of a command. */
export interface Input {
  /** The answers to prompts, in turn. After the last one, Ctrl-C is pressed. */
  readonly typed?: readonly string[];
  /** Standard input from a pipe; no prompts are shown then. */
  readonly piped?: string;
  /** Standard input that isn't text. */
  readonly pipedBytes?: Uint8Array;
  readonly env?: Record<string, string>;
  /** The migrations that the app knows. */
  readonly migrations?: Migrations;
  /** The features of the site. */
  readonly features?: readonly Feature[];
  /** The extra profile fields of the site. */
  readonly profileFields?: ProfileFields;
  /** The database of the store, for commands that use it. */
  readonly database?: Database;
}

/**
 * Runs `deno task cli …args` in this process on a store, which stays open. Its clock is at 1
 * January 2030.
 *
 * @returns The exit code and the output. Never throws for a failing command.
 *
 * @example
 * ```ts
 * import { run, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * const { code, out } = await run(services.store, ["users", "list"]);
 * ```
 */
export async function run(
  store: Store,
  args: readonly string[],
  {
    typed,
    piped = "",
    pipedBytes = new TextEncoder().encode(piped),
    env = { APP_ENV: "test", BCRYPT_COST: "4" },
    features = [admin, invitations],
    profileFields = {},
    migrations = migrationsOf({ features }),
    database,
  }: Input = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const answers = [...typed ?? []];
  const answer = (question: string) => {
    err.push(question);
    const next = answers.shift();
    return next === undefined
      ? Promise.reject(new CommandFailure("interrupted", "Stopped."))
      : Promise.resolve(next);
  };
  const io: Io = {
    interactive: typed !== undefined,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    askSecret: answer,
    ask: answer,
    firstLine: () => Promise.resolve(piped.split("\n", 1)[0]),
    input: () => chunksOf(pipedBytes),
    inputBytes: () => null,
    progress: () => Promise.resolve(noProgress),
  };
  const site = { ...TEST_SITE, features, profileFields };
  const code = await runCli(args, {
    io,
    site,
    settings: () =>
      readSettings(site, {
        ...(env.DATABASE_URL ? {} : { DATABASE_FILE: ":memory:" }),
        ...env,
      }),
    openStore: () =>
      Promise.resolve({
        get database() {
          return database ?? assert.fail("the test gives no database");
        },
        store: { ...store, close: () => Promise.resolve() },
      }),
    connectDatabase,
    migrations,
    createPasswords: ({ bcryptCost }) =>
      createPasswordHasher({ cost: bcryptCost }),
    now: () => Date.UTC(2030, 0, 1),
  }, commandsOf);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** Splits input into chunks, like a pipe. */
async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100) {
    yield await Promise.resolve(bytes.subarray(at, at + 100));
  }
}

/** Runs a command that must succeed with `--json`, and parses its output. */
export async function runJson(
  store: Store,
  args: readonly string[],
  input?: Input,
) {
  const { code, out, err } = await run(store, [...args, "--json"], input);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}
