/**
 * The services of a site, and what a feature can add. Tests can replace each of them.
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
import type { Credential, Factor } from "./factor.ts";
import type { LoginProvider } from "./features/providers/login_provider.ts";
import type { Store } from "./store.ts";
import type { ProfileFields } from "./forms/profile_fields.ts";
import type { Email } from "./email/define_email.ts";
import type { EmailColors } from "./email/styles.ts";
import type { Session } from "./features/session/session.ts";
import type { Transport } from "./email/transport.ts";
import type { Mailer } from "./email/mailer.ts";
import type { ClientInfo } from "./http/client_details.ts";
import type { Language } from "./i18n/messages.ts";
import type { SettingSchemas, SettingValues } from "./settings/schemas.ts";
import type { Settings } from "./settings/settings.ts";
import type { Log } from "./telemetry/log.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";

/**
 * The services of a site, in `ctx.state.services` of every request. Functions of the library
 * take the ones they need. Open them with `openServices`, and in tests with `testServices`.
 *
 * @example
 * ```ts
 * import type { Services } from "@latchkey/core";
 *
 * async function countSessions({ store }: Services, userId: string): Promise<number> {
 *   return (await store.sessions.listOf(userId)).length;
 * }
 * ```
 */
export interface Services {
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
   * The queries of a feature.
   *
   * @param db The transaction to use; none when left out.
   * @throws {TypeError} when the site doesn't list the feature.
   */
  use<Queries>(feature: Feature<Queries>, db?: Db): Queries;
}

/**
 * A site, as `lib/site.ts` defines it.
 *
 * @typeParam SiteLanguage Its languages, with the site's own messages.
 */
export interface Site<SiteLanguage extends Language = Language> {
  /** Shown on pages, in emails and on the terminal. */
  readonly name: string;
  /** Its languages; the first is the default. */
  readonly languages: readonly [SiteLanguage, ...SiteLanguage[]];
  /** Extra fields of the sign-up and profile forms. */
  readonly profileFields: ProfileFields;
  /** The colours of emails, which can't use the pages' style sheet. */
  readonly emailColors: EmailColors;
  /** The features that it uses. */
  readonly features: readonly Feature[];
}

/** A capability of a site, with everything it needs. Defined with `defineFeature`. */
export interface Feature<
  Queries = unknown,
  Schemas extends SettingSchemas = SettingSchemas,
> extends Schema {
  /** Its settings, by the names of their environment variables. */
  readonly settings: Schemas;
  /**
   * Settings whose names depend on the values of others, such as `ACME_CLIENT_ID` when
   * `PROVIDERS` is `acme`. Their values come with those of `settings`. When one of these is
   * invalid, it has its default here.
   */
  moreSettings?(settings: SettingValues<Schemas>): SettingSchemas;
  /**
   * Settings whose values are valid but not safe enough for production, where they stop the
   * start: what is wrong, by name. It follows the name: `is "1", but must be at least 24`.
   */
  unfitForProduction?(
    settings: SettingValues<Schemas>,
  ): Readonly<Record<string, string>>;
  /** The servers it connects to, with their ports: `"api.example.com:443"`. */
  hosts(settings: SettingValues<Schemas>): readonly string[];
  /** Roles that it adds, in `snake_case`. */
  readonly roles: readonly string[];
  /** Paths for `/api/openapi.json`, such as `/api/books`. */
  readonly api: OpenAPIV3_1.PathsObject;
  /** The emails it sends. */
  readonly emails: readonly Email[];
  /**
   * A transport for all emails of the site, in place of a mail server; null when its settings
   * don't ask for one. The first feature that has one wins.
   */
  transport?(
    settings: SettingValues<Schemas>,
    site: Pick<Settings, "mailFrom">,
  ): Transport | null;
  /** Its queries, on a database or a transaction. */
  queries(db: Db, context: FeatureContext<Schemas>): Queries;
  /** A sentence about its commands, for the help text. */
  readonly commandSummary: string;
  /**
   * Its commands, by name. Call `prune` of the feature `reading_list` with `deno task cli
   * reading_list prune`. A name of two words, such as `users grant`, is called without the
   * feature's name. Define them after `queries`, whose type they use.
   */
  commands(
    command: CommandMaker<CommandContext<Queries>>,
  ): Readonly<Record<string, Command<CommandContext<Queries>>>>;
  /**
   * Extra data for the export of an account, beside the rows of its tables: what it stores
   * elsewhere, or what rows don't show.
   */
  exportUser?(
    queries: NoInfer<Queries>,
    userId: string,
  ): Promise<Readonly<Record<string, unknown>>>;
  /**
   * More about an account for `users show`: texts by their labels, such as
   * `{ Books: "3 borrowed" }`. A label has up to 9 characters.
   */
  describeUser?(
    queries: NoInfer<Queries>,
    userId: string,
  ): Promise<Readonly<Record<string, string>>>;
  /**
   * Deletes what it stores about a user outside the database, before the rows are deleted. It
   * is called again until it succeeds, so data that is already gone must not be an error.
   */
  deleteUser?(queries: NoInfer<Queries>, userId: string): Promise<void>;
  /**
   * Claims for access tokens, by name, for other services to read. They are computed for each
   * token of a session, including renewals. Anyone with the token can read them. All features
   * together may add 500 bytes of JSON.
   */
  readonly claims: Readonly<Record<string, Claim<NoInfer<Queries>>>>;
  /** A second factor that it adds to logging in. */
  readonly factor?: Factor<NoInfer<Queries>>;
  /** What it adds to log in with that is no second factor. */
  readonly credential?: Credential<NoInfer<Queries>>;
  /**
   * Scopes of providers' APIs that it uses, by the provider's id: `{ github: ["read:user"] }`.
   * People are asked for them when they log in with the provider, and the site keeps the tokens,
   * sealed: `services.use(providers).accessToken(userId, "github")`.
   */
  readonly providerScopes?: Readonly<Record<string, readonly string[]>>;
  /** Providers to log in with, such as Google. The feature `providers` uses them. */
  loginProviders?(
    settings: SettingValues<Schemas>,
  ): readonly LoginProvider[];
  /**
   * Called when the owner of an account has shown that they control it, beyond a first factor.
   * It is called again for the same event after a failure, and must not fail when there is
   * nothing to do.
   */
  ownerConfirmed?(
    queries: NoInfer<Queries>,
    confirmation: OwnerConfirmation,
  ): Promise<void>;
  /** Background jobs of each serving process, by name. */
  readonly jobs: Readonly<Record<string, Job<NoInfer<Queries>>>>;
  /** Decides who may sign up with `SIGN_UP=invite`. The first feature that has this wins. */
  readonly admission?: Admission;
  /** Counts for the admin page and metrics, by names in `snake_case`. */
  counts?(
    queries: NoInfer<Queries>,
  ): Promise<Readonly<Record<string, number>>>;
}

/** How the owner of an account has shown that they control it. */
export interface OwnerConfirmation {
  readonly userId: string;
  /**
   * A second factor or a passkey at a login or a step-up, a change of the password with the old
   * one, "This wasn't me" in an email, or a request to delete the account.
   */
  readonly by: "factor" | "password_change" | "secure_account" | "deletion";
  readonly clientInfo: ClientInfo;
}

/** The value of a claim: any JSON. */
export type ClaimValue =
  | string
  | number
  | boolean
  | null
  | readonly ClaimValue[]
  | { readonly [name: string]: ClaimValue };

/** Computes a claim for a session's token; undefined leaves the claim out. */
// A method's type, so that one list can hold features with different queries.
export type Claim<Queries = unknown> = {
  valueFor(
    queries: Queries,
    session: Session,
  ): ClaimValue | undefined | Promise<ClaimValue | undefined>;
}["valueFor"];

/** A valid invitation. */
export interface Invitation {
  /** The id of the account that it will create. */
  readonly id: string;
  readonly token: string;
  /** The only address it is for, in canonical form; empty for any address. */
  readonly address: string;
}

/** Whether someone may sign up, and if not, why. */
export type SignUpAccess =
  | {
    readonly open: true;
    /** Null when sign-up needs none. */
    readonly invitation: Invitation | null;
  }
  /** `void`: the invitation has expired or never existed. */
  | {
    readonly open: false;
    readonly why: "closed" | "uninvited" | "void" | "used";
  };

/** Controls sign-up on a site where it isn't open to everyone. */
export interface Admission {
  /**
   * Whether someone with this token may sign up. The address that used the token still may, so
   * that a form submitted twice succeeds twice.
   */
  access(
    services: AdmissionServices,
    token: string,
    address: string,
  ): Promise<SignUpAccess>;
  /**
   * Uses up an invitation, whether the address has an account or not. True the first time,
   * false when the same form is submitted again, null for anyone else.
   */
  consume(
    services: AdmissionServices,
    invitation: Invitation,
    address: string,
  ): Promise<boolean | null>;
}

/** The services for deciding about an invitation. */
export type AdmissionServices = Pick<Services, "store" | "now">;

/** A background job. Several processes may run it at the same time. */
export interface Job<Queries = unknown> {
  /**
   * Seconds from one start to the next. A start is skipped while the previous run is still
   * going.
   */
  readonly everySeconds: number;
  /** @param signal Aborted when the process shuts down. */
  run(queries: Queries, signal: AbortSignal): Promise<void>;
}

/** The context of a running command. */
export interface CommandContext<Queries = undefined> {
  readonly services: CommandServices;
  /** The queries of its feature. */
  readonly queries: Queries;
  readonly io: Io;
}

/** The services of commands. Their emails are queued until a running server sends them. */
export interface CommandServices extends
  Pick<
    Services,
    "site" | "settings" | "store" | "passwords" | "mail" | "now"
  > {
  /**
   * Opens all services, for commands that work with what features store. They need the keys
   * that the server has.
   *
   * @throws {SettingsError} when keys are missing or invalid.
   */
  openAll(): Promise<Services>;
}

/** The context of a feature's queries. */
export interface FeatureContext<
  Schemas extends SettingSchemas = SettingSchemas,
> {
  readonly services: Services;
  readonly settings: SettingValues<Schemas>;
}
