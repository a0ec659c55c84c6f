/**
 * The environment of commands: terminal, site, settings and database.
 *
 * @module
 */
import type { PasswordHasher } from "../crypto/password_hasher.ts";
import type { Database } from "../database/database.ts";
import type { Migrations } from "../database/migrations.ts";
import type { OpenStore } from "../open_store.ts";
import type { CommandContext, Site } from "../services.ts";
import type { Settings } from "../settings/settings.ts";
import { type Command, type CommandMaker, commandMaker } from "./command.ts";
import type { Io } from "./io.ts";

/** The environment of a command; tests provide their own. */
export interface Cli {
  readonly io: Io;
  readonly site: Site;
  /** @throws {SettingsError} */
  settings(): Settings;
  /** Opens the database and applies pending migrations. The caller closes it. */
  openStore(settings: Settings): Promise<OpenStore>;
  /** Opens the database without applying migrations. The caller closes it. */
  connectDatabase(settings: Settings): Promise<Database>;
  /** The library's migrations and the site's. */
  readonly migrations: Migrations;
  createPasswords(settings: Settings): PasswordHasher;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Makes a command that works with accounts, with the database open while it runs. */
export const command: CommandMaker<CommandContext> = commandMaker<
  CommandContext
>();

/** Makes a command that opens what it needs itself. */
export const standaloneCommand: CommandMaker<Cli> = commandMaker<Cli>();

/** Commands that work with accounts, by their path, such as `users add`. */
export type Commands = Readonly<Record<string, Command<CommandContext>>>;

/** Commands that open what they need, by their path. */
export type StandaloneCommands = Readonly<Record<string, Command<Cli>>>;
