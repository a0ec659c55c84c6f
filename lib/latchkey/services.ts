/**
 * What the rules work with, and what a feature adds to a site. A test may bring its own of
 * each.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import type { Command, CommandMaker } from "./cli/command.ts";
import type { Io } from "./cli/io.ts";
import type { KeyRing } from "./crypto/key_ring.ts";
import type { PasswordHasher } from "./crypto/password_hasher.ts";
import type { Secrets } from "./crypto/secrets.ts";
import type { Database, Db } from "./database/database.ts";
import type { Schema } from "./database/schema.ts";
import type { Store } from "./store.ts";
import type { ProfileFields } from "./forms/profile_fields.ts";
import type { Email } from "./email/define_email.ts";
import type { EmailColors } from "./email/styles.ts";
import type { Session } from "./features/session/session.ts";
import type { Transport } from "./email/transport.ts";
import type { Mailer } from "./email/mailer.ts";
import type { Language } from "./i18n/messages.ts";
import type { SettingSchemas, SettingValues } from "./settings/schemas.ts";
import type { Settings } from "./settings/settings.ts";
import type { Log } from "./telemetry/log.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";

/** What a request finds in `ctx.state.services`. */
export interface Services {
  /** The site these services are for. */
  readonly site: Site;
  readonly settings: Settings;
  readonly database: Database;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly passwords: PasswordHasher;
  readonly secrets: Secrets;
  readonly mail: Mailer;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * What a feature can do with the database.
   *
   * @param db Of a transaction that it is to be part of.
   * @throws {TypeError} when the site does not list the feature.
   */
  use<Queries>(feature: Feature<Queries>, db?: Db): Queries;
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
  /** What it asks for at sign-up beside email, name and password. */
  readonly profileFields: ProfileFields;
  /** Of emails, which can't use the style sheet of the pages. */
  readonly emailColors: EmailColors;
  /** The site's own features. */
  readonly features: readonly Feature[];
}

/** Everything that one capability brings to a site. Made by `defineFeature`. */
export interface Feature<
  Queries = unknown,
  Schemas extends SettingSchemas = SettingSchemas,
> extends Schema {
  /** Its environment variables. */
  readonly settings: Schemas;
  /** The servers it connects to, each with its port: `"api.example.com:443"`. */
  hosts(settings: SettingValues<Schemas>): readonly string[];
  /** Roles that accounts can have because of it, in `snake_case`. */
  readonly roles: readonly string[];
  /** What it adds to `/api/openapi.json`, by paths such as `/api/books`. */
  readonly api: OpenAPIV3_1.PathsObject;
  /** The emails that it sends. */
  readonly emails: readonly Email[];
  /**
   * What carries all emails of the site in place of a mail server; null where its settings do
   * not ask for it. The first of several is taken.
   */
  transport?(
    settings: SettingValues<Schemas>,
    site: Pick<Settings, "mailFrom">,
  ): Transport | null;
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
  /**
   * What a person gets to see beside the rows of its tables when they export their account:
   * what it keeps elsewhere, or what rows do not say by themselves.
   */
  exportUser?(
    queries: NoInfer<Queries>,
    userId: string,
  ): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Deletes what it keeps about a user outside of the database, before the rows go. Called
   * again until it succeeds, so what is gone already must be no error.
   */
  deleteUser?(queries: NoInfer<Queries>, userId: string): Promise<void>;
  /**
   * What it adds to access tokens, for other services to read, by the names of the claims.
   * Asked for each token of a session, so also when one is renewed. Whoever has a token can
   * read it. All features together may add 500 bytes of JSON.
   */
  readonly claims: Readonly<Record<string, Claim<NoInfer<Queries>>>>;
  /** What each serving process does again and again, by name. */
  readonly jobs: Readonly<Record<string, Job<NoInfer<Queries>>>>;
  /** Decides who may sign up where `SIGN_UP=invite`. The first feature that has this decides. */
  readonly admission?: Admission;
  /** How many there are of what an operator wants to watch, by names in `snake_case`. */
  counts?(
    queries: NoInfer<Queries>,
  ): Promise<Readonly<Record<string, number>>>;
}

/** What a claim of an access token can say: anything that JSON can. */
export type ClaimValue =
  | string
  | number
  | boolean
  | null
  | readonly ClaimValue[]
  | { readonly [name: string]: ClaimValue };

/** What a claim says in a token of a session; undefined leaves the claim out. */
// Typed as a method, so that a list can hold features with different queries.
export type Claim<Queries = unknown> = {
  valueFor(
    queries: Queries,
    session: Session,
  ): ClaimValue | undefined | Promise<ClaimValue | undefined>;
}["valueFor"];

/** An invitation that is valid. */
export interface Invitation {
  /** Becomes the id of the account that is created with it. */
  readonly id: string;
  readonly token: string;
  /** The only address it is for, in its canonical form; empty when it is for any. */
  readonly address: string;
}

/** Whether somebody may sign up, and if not, why. */
export type SignUpAccess =
  | {
    readonly open: true;
    /** Null where sign-up needs none. */
    readonly invitation: Invitation | null;
  }
  /** `void`: the invitation has expired, or never existed. */
  | {
    readonly open: false;
    readonly why: "closed" | "uninvited" | "void" | "used";
  };

/** How a feature lets people sign up where sign-up is not open to everybody. */
export interface Admission {
  /**
   * Whether somebody with this token may sign up. With the address that used the token they
   * may: a form that is submitted twice succeeds twice.
   */
  access(
    services: AdmissionServices,
    token: string,
    address: string,
  ): Promise<SignUpAccess>;
  /**
   * Uses an invitation up, whether the address has an account or not. True for the first who
   * does, false for the same form submitted again, null for anybody else.
   */
  consume(
    services: AdmissionServices,
    invitation: Invitation,
    address: string,
  ): Promise<boolean | null>;
}

/** The services that decide about an invitation. */
export type AdmissionServices = Pick<Services, "store" | "now">;

/** Work that a serving process does by itself. Several processes may do it at the same time. */
export interface Job<Queries = unknown> {
  /** From one start to the next. One that takes longer is never begun twice: it is left out. */
  readonly everySeconds: number;
  /** @param signal Aborted when the process is to stop. */
  run(queries: Queries, signal: AbortSignal): Promise<void>;
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
