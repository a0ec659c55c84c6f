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

/** A command's exit code and output. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command's input and environment. */
export interface Input {
  /**
   * The user's answers, in turn; when none is left, the user presses Ctrl-C.
   */
  readonly typed?: readonly string[];
  /** What is piped in, when there is no terminal. */
  readonly piped?: string;
  /** The same as bytes. */
  readonly pipedBytes?: Uint8Array;
  readonly env?: Record<string, string>;
  /** The migrations that the app knows. */
  readonly migrations?: Migrations;
  /** The features of the site. */
  readonly features?: readonly Feature[];
  /** The site's profile fields. */
  readonly profileFields?: ProfileFields;
  /** The store's database, for commands of features that need it. */
  readonly database?: Database;
}

/** Runs `deno task cli …args` on a store, which stays open. */
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

/** Input as a pipe delivers it: in arbitrary chunks. */
async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100) {
    yield await Promise.resolve(bytes.subarray(at, at + 100));
  }
}

/** Runs a command with `--json` that must succeed, and parses its output. */
export async function runJson(
  store: Store,
  args: readonly string[],
  input?: Input,
) {
  const { code, out, err } = await run(store, [...args, "--json"], input);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}
