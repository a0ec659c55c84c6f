/**
 * What the rules work with, and what a feature adds to a site. A test may bring its own of
 * each.
 *
 * @module
 */
import type * as v from "valibot";
import type { KeyRing } from "./crypto/key_ring.ts";
import type { PasswordHasher } from "./crypto/password_hasher.ts";
import type { Database, Db } from "./database/database.ts";
import type { Schema } from "./database/schema.ts";
import type { Store } from "./store.ts";
import type { MailDesk } from "./email/requests.ts";
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
  readonly mail: MailDesk;
  readonly log: Log;
  readonly watch: Watch;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What the library knows of a site: `lib/site.ts` says it. */
export interface Site {
  /** Shown on pages, in emails and on the terminal. */
  readonly name: string;
  /** The site's own features. */
  readonly features: readonly Feature[];
}

/** Environment variables and what each may hold. A value that is not set is `undefined`. */
export type SettingSchemas = Readonly<
  Record<string, v.GenericSchema<string | undefined, unknown>>
>;

/** What the settings of a feature hold once they are read. */
export type SettingValues<Schemas extends SettingSchemas> = {
  readonly [Name in keyof Schemas]: v.InferOutput<Schemas[Name]>;
};

/** Everything that one capability brings to a site. Made by `defineFeature`. */
export interface Feature<
  Queries = unknown,
  Schemas extends SettingSchemas = SettingSchemas,
> extends Schema {
  /** Its environment variables. */
  readonly settings: Schemas;
  /** The servers it connects to, each with its port: `"api.example.com:443"`. */
  hosts(settings: SettingValues<Schemas>): readonly string[];
  /** What it can do with the database, in a transaction or outside of one. */
  queries(db: Db, context: FeatureContext<Schemas>): Queries;
}

/** What the queries of a feature may use beside the database. */
export interface FeatureContext<
  Schemas extends SettingSchemas = SettingSchemas,
> {
  readonly services: Services;
  /** The feature's own settings. */
  readonly settings: SettingValues<Schemas>;
}
