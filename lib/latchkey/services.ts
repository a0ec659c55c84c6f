/**
 * What the rules work with, and what a feature adds to a site. A test may bring its own of
 * each.
 *
 * @module
 */
import type { Command, CommandMaker } from "./cli/command.ts";
import type { Io } from "./cli/io.ts";
import type { KeyRing } from "./crypto/key_ring.ts";
import type { PasswordHasher } from "./crypto/password_hasher.ts";
import type { Database, Db } from "./database/database.ts";
import type { Migrations } from "./database/migrations.ts";
import type { Store } from "./database/store.ts";
import type { Email } from "./email/define_email.ts";
import type { Mailer } from "./email/mailer.ts";
import type { Language } from "./i18n/words.ts";
import type { SettingSchemas, SettingValues } from "./settings/schemas.ts";
import type { Settings } from "./settings/settings.ts";
import type { Log } from "./telemetry/log.ts";
import type { Watch } from "./telemetry/telemetry.ts";

/** What a request finds in `ctx.state.services`. */
export interface Services {
  /** The site these services are for. */
  readonly site: Site;
  readonly settings: Settings;
  readonly database: Database;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly passwords: PasswordHasher;
  readonly mail: Mailer;
  readonly log: Log;
  readonly watch: Watch;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * What the library knows of a site: `lib/site.ts` says it.
 *
 * @typeParam Spoken Its languages, with what it says itself.
 */
export interface Site<Spoken extends Language = Language> {
  /** Shown on pages, in emails and on the terminal. */
  readonly name: string;
  /** Its languages; the first is the default. */
  readonly languages: readonly [Spoken, ...Spoken[]];
  /** The site's own features. */
  readonly features: readonly Feature[];
}

/** Everything that one capability brings to a site. Made by `defineFeature`. */
export interface Feature<
  Queries = unknown,
  Schemas extends SettingSchemas = SettingSchemas,
> {
  /** In `snake_case`; unique in a site, and never changed: migrations are known by it. */
  readonly name: string;
  /** Makes and changes its tables. */
  readonly migrations: Migrations;
  /** Its environment variables. */
  readonly settings: Schemas;
  /** The servers it connects to, each with its port: `"api.example.com:443"`. */
  hosts(settings: SettingValues<Schemas>): readonly string[];
  /** The emails that it sends. */
  readonly emails: readonly Email[];
  /** What it can do with the database, in a transaction or outside of one. */
  queries(db: Db, context: FeatureContext<Schemas>): Queries;
  /** What its commands are for, in a sentence: help shows it beside the feature's name. */
  readonly commandSummary: string;
  /**
   * Its commands, by name. `prune` of the feature `reading_list` is called by `deno task
   * cli reading_list prune`. A name of two words is called as it is: `users grant`.
   * In a feature they come after `queries`, whose type they work with.
   */
  commands(
    command: CommandMaker<CommandContext<Queries>>,
  ): Readonly<Record<string, Command<CommandContext<Queries>>>>;
}

/** What a command works with while it runs. */
export interface CommandContext<Queries = undefined> {
  readonly services: CommandServices;
  /** What its feature can do with the database. */
  readonly queries: Queries;
  readonly io: Io;
}

/** The services of commands. Emails wait in the queue until a running server sends them. */
export type CommandServices = Pick<
  Services,
  "site" | "settings" | "store" | "passwords" | "mail" | "now"
>;

/** What the queries of a feature may use beside the database. */
export interface FeatureContext<
  Schemas extends SettingSchemas = SettingSchemas,
> {
  readonly services: Services;
  /** The feature's own settings. */
  readonly settings: SettingValues<Schemas>;
}
