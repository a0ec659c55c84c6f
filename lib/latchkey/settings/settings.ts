/**
 * The app's settings: read from the environment once, checked, frozen.
 * No other file of the app reads the environment.
 *
 * @module
 */
import { readSettings } from "./rules.ts";
import { SettingsError } from "./values.ts";
import type { SettingSchemas, SettingValues, Site } from "../services.ts";

export { readSettings, SettingsError };
export type { Environment, SettingProblem } from "./values.ts";

/** The settings a person may set, in the order of `.env.example`. */
export const settingNames = [
  "APP_ENV",
  "PORT",
  "HOST",
  "PUBLIC_URL",
  "TRUST_PROXY",
  "HSTS_INCLUDE_SUBDOMAINS",
  "CORS_ORIGINS",
  "SECURITY_CONTACT",
  "DATABASE_FILE",
  "DATABASE_URL",
  "JWT_KEYS",
  "ACCESS_TOKEN_MINUTES",
  "SESSION_HOURS",
  "REMEMBER_DAYS",
  "PASSWORD_MIN_LENGTH",
  "BCRYPT_COST",
  "SIGN_UP",
  "REQUIRE_VERIFIED_ADDRESS",
  "UNCONFIRMED_DAYS",
  "SMTP_URL",
  "MAIL_FROM",
  "LOG_LEVEL",
  "METRICS_TOKEN",
] as const;

/** Settings of Deno itself that the app must know of. */
const denoNames = [
  "OTEL_SDK_DISABLED",
  "OTEL_DENO",
  "OTEL_DENO_TRACING",
  "OTEL_DENO_METRICS",
  "OTEL_DENO_CONSOLE",
  "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
  "OTEL_PROPAGATORS",
] as const;

/**
 * The variables of libpq by which Deno Deploy names the database that is assigned to an
 * app. They count there alone: elsewhere they are in many a shell for `psql`, and an app
 * that took them would make its tables in whatever database its operator looked at last.
 */
export const assignedNames = [
  "PGHOST",
  "PGPORT",
  "PGUSER",
  "PGPASSWORD",
  "PGDATABASE",
  "PGSSLMODE",
] as const;

/** Every environment variable the app reads: the settings, Deno's, and those of Deno Deploy. */
export const environmentNames = [
  ...settingNames,
  ...denoNames,
  "DENO_DEPLOYMENT_ID",
  ...assignedNames,
] as const;

/** What may be in `.env`: those that count outside of Deno Deploy, and those of the site's features. */
export function knownNames({ features }: Pick<Site, "features">): string[] {
  return [
    ...settingNames,
    ...denoNames,
    "DENO_DEPLOYMENT_ID",
    ...features.flatMap(({ settings }) => Object.keys(settings)),
  ];
}

/** One of the app's variables. */
export type EnvironmentName = typeof environmentNames[number];

/** What the app was told about where and how it runs. */
export interface Settings {
  readonly appEnv: "development" | "production" | "test";
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Where browsers reach the site; null when nobody said. */
  readonly publicUrl: URL | null;
  /**
   * Whether browsers reach the site over HTTPS. Decides the cookie's name and
   * `Secure`, and HSTS; never taken from a request, whose headers anyone can write.
   */
  readonly https: boolean;
  /** How many proxies in front of the app add to `X-Forwarded-For`; 0 trusts none. */
  readonly trustProxy: number;
  /** Whether browsers are to use HTTPS alone for the host's subdomains too. */
  readonly hstsIncludeSubdomains: boolean;
  /** Origins, such as `https://app.example.com`, whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /** Where to report a vulnerability, a `mailto:` or `https:` URL; null when nobody said. */
  readonly securityContact: string | null;
  /** The file of the embedded database, or `:memory:`; null on Deno Deploy, which keeps no files. */
  readonly databaseFile: string | null;
  /** PostgreSQL, with its password: secret. It takes the place of `databaseFile`; null when none is set. */
  readonly databaseUrl: URL | null;
  /** A JSON Web Key Set as text, secret; null when none is set. */
  readonly jwtKeys: string | null;
  readonly accessTokenSeconds: number;
  readonly sessionSeconds: number;
  readonly rememberSeconds: number;
  /** The fewest characters a new password may have; who has a shorter one keeps it. */
  readonly passwordMinLength: number;
  /** bcrypt's cost: the logarithm of its rounds. */
  readonly bcryptCost: number;
  /** Who may make an account: anybody, who brings an invitation, or nobody. */
  readonly signUp: "open" | "invite" | "closed";
  /** Whether guarded pages other than the account's own are shut until the address is confirmed. */
  readonly requireVerifiedAddress: boolean;
  /** After which time an account is removed whose address nobody confirmed; 0 for never. */
  readonly unconfirmedSeconds: number;
  /** The mail server, with its password: secret; null when none is set. */
  readonly smtpUrl: URL | null;
  /** The sender of mails, such as `Ada <hello@example.com>`. */
  readonly mailFrom: string;
  readonly logLevel: "info" | "warn" | "error";
  /** Who shows it may read `/metrics`, secret; null when nobody may. */
  readonly metricsToken: string | null;
  /** Whether Deno sends spans or numbers to a collector. */
  readonly openTelemetry: boolean;
  /** The settings of each feature, by its name. */
  readonly features: Readonly<Record<string, SettingValues<SettingSchemas>>>;
}

let memoised: Settings | undefined;

/**
 * The settings of this process, read at the first call. In development the launcher has
 * put those of `.env` into the environment.
 *
 * @throws {SettingsError} as `readSettings` does.
 */
export function processSettings(site: Site): Settings {
  const names = [...environmentNames, ...knownNames(site)];
  return memoised ??= readSettings(
    site,
    Object.fromEntries(names.map((name) => [name, Deno.env.get(name)])),
  );
}

/** The port of this process, once its settings were read. */
export function listeningPort(): number | undefined {
  return memoised?.port;
}
