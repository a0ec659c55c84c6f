/**
 * What every command is made with.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import type { PasswordHasher } from "../crypto/password_hasher.ts";
import type { Database } from "../database/database.ts";
import type { Migrations } from "../database/migrations.ts";
import type { Services, Site } from "../services.ts";
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../store.ts";
import type { Io } from "./io.ts";
import type { Outcome } from "./outcome.ts";

/** The part of the app's services that commands act on. */
export type CliServices = Pick<
  Services,
  "site" | "settings" | "store" | "passwords" | "mail" | "now"
>;

/** What commands reach the world through; tests bring their own. */
export interface Cli {
  readonly io: Io;
  readonly site: Site;
  /** @throws {SettingsError} */
  settings(): Settings;
  /** Opens the database that the settings name; whoever opens it closes it. */
  openStore(settings: Settings): Promise<Store>;
  /** Opens that database as it is, without applying migrations; whoever opens it closes it. */
  connectDatabase(settings: Settings): Promise<Database>;
  /** The library's migrations and the site's. */
  readonly migrations: Migrations;
  createPasswords(settings: Settings): PasswordHasher;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Runs the action of a command and prints its outcome. */
export interface Runner {
  /** For an action on accounts or sessions: the store is open while it runs. */
  withServices(
    action: (services: CliServices, io: Io) => Promise<Outcome>,
  ): Promise<void>;
  /** For an action that opens what it needs by itself. */
  alone(action: (cli: Cli) => Promise<Outcome>): Promise<void>;
}

/** How a person calls the commands. */
export const cliName = "deno task cli";

/**
 * A command with an action. It takes `--json`, and its help ends with examples.
 *
 * @param description Its first paragraph is what lists of commands show.
 * @param examples Calls, without the `deno task cli` in front.
 */
export function leaf(
  name: string,
  description: string,
  examples: readonly [string, ...string[]],
) {
  const lines = examples.map((example) => `  ${cliName} ${example}`);
  const [summary] = description.split("\n\n");
  return new Command(name)
    .summary(summary)
    .description(description)
    .option("--json", "print JSON, for programs")
    .addHelpText(
      "after",
      `\n${lines.length > 1 ? "Examples" : "Example"}:\n${lines.join("\n")}`,
    );
}

/** A word that stands before other commands: `users`. */
export function group(name: string, description: string) {
  return new Command(name).description(description);
}
