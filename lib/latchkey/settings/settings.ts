/**
 * The app's settings: read from the environment once, checked, frozen.
 * No other file of the app reads the environment.
 *
 * @module
 */
import { assignedSchemas, readAssignedDatabase } from "./assigned_database.ts";
import {
  checkLifetimes,
  checkOnDeploy,
  checkProduction,
} from "./cross_checks.ts";
import { DEFAULT_FILE } from "./database.ts";
import {
  type Environment,
  isSet,
  readValues,
  type SettingProblem,
  SettingsError,
} from "./reading.ts";
import type { SettingSchemas, SettingValues } from "./schemas.ts";
import { readTelemetry, telemetrySchemas } from "./telemetry.ts";
import { settingSchemas } from "./variables.ts";

export { type Environment, type SettingProblem, SettingsError };

/** The settings a person may set, in the order of `.env.example`. */
export const settingNames: readonly string[] = Object.keys(settingSchemas);

/** The variables of libpq, which count on Deno Deploy alone. */
export const assignedNames: readonly string[] = Object.keys(assignedSchemas);

/** Those of Deno and Deno Deploy that count everywhere. */
const denoNames = [...Object.keys(telemetrySchemas), "DENO_DEPLOYMENT_ID"];

/** Every environment variable the app reads: the settings, Deno's, and those of Deno Deploy. */
export const environmentNames: readonly string[] = [
  ...settingNames,
  ...denoNames,
  ...assignedNames,
];

/** What the settings are for: a site with its features. */
export interface SiteWithSettings {
  readonly name: string;
  readonly features: readonly {
    readonly name: string;
    readonly settings: SettingSchemas;
    transport?(
      settings: SettingValues<SettingSchemas>,
      site: { readonly mailFrom: string },
    ): unknown;
  }[];
}

/** What may be in `.env`: those that count outside of Deno Deploy, and those of the site's features. */
export function knownNames(
  { features }: Pick<SiteWithSettings, "features">,
): string[] {
  return [
    ...settingNames,
    ...denoNames,
    ...features.flatMap(({ settings }) => Object.keys(settings)),
  ];
}

/** What the app was told about where and how it runs. */
export type Settings = ReturnType<typeof readSettings>;

/**
 * Reads settings from an environment, those of the site's features among them.
 *
 * @throws {SettingsError} that names every value that is wrong, and never holds a secret one.
 */
export function readSettings(site: SiteWithSettings, env: Environment) {
  const problems: SettingProblem[] = [];
  const reading = readValues(settingSchemas, env, problems);
  const { values } = reading;
  const onDeploy = isSet(env.DENO_DEPLOYMENT_ID);
  const appEnv = values.APP_ENV ?? (onDeploy ? "production" : "development");
  const production = appEnv === "production";
  if (onDeploy) checkOnDeploy(reading, env);
  const featureProblems: SettingProblem[] = [];
  const features = readFeatures(site, env, featureProblems);
  const featureMails = featureProblems.length === 0 &&
    site.features.some(({ name, transport }) =>
      transport?.(features[name], { mailFrom: values.MAIL_FROM ?? "" }) != null
    );
  if (production) checkProduction(reading, env, featureMails);
  checkLifetimes(reading);

  const { PUBLIC_URL: publicUrl, TRUST_PROXY: trustProxy } = values;
  const settings = {
    appEnv,
    /** 0 lets the system choose. */
    port: values.PORT,
    host: values.HOST ?? (production ? "0.0.0.0" : "localhost"),
    /** Where browsers reach the site; null when nobody said. */
    publicUrl,
    /**
     * Whether browsers reach the site over HTTPS. Decides the cookie's name and
     * `Secure`, and HSTS; never taken from a request, whose headers anyone can write.
     */
    https: publicUrl ? publicUrl.protocol === "https:" : production,
    /** How many proxies in front of the app add to `X-Forwarded-For`; 0 trusts none. */
    trustProxy,
    /** Whether browsers are to use HTTPS alone for the host's subdomains too. */
    hstsIncludeSubdomains: values.HSTS_INCLUDE_SUBDOMAINS,
    /** Origins, such as `https://app.example.com`, whose pages may call the API. */
    corsOrigins: values.CORS_ORIGINS,
    /** Where to report a vulnerability, a `mailto:` or `https:` URL; null when nobody said. */
    securityContact: values.SECURITY_CONTACT,
    /** The file of the embedded database, or `:memory:`; null on Deno Deploy, which keeps no files. */
    databaseFile: onDeploy
      ? null
      : values.DATABASE_FILE ?? (appEnv === "test" ? ":memory:" : DEFAULT_FILE),
    /** PostgreSQL, with its password: secret. It takes the place of `databaseFile`; null when none is set. */
    databaseUrl: onDeploy && !isSet(env.DATABASE_URL)
      ? readAssignedDatabase(env, problems)
      : values.DATABASE_URL,
    ...accountSettings(values, !production || featureMails),
    /** The mail server, with its password: secret; null when none is set. */
    smtpUrl: values.SMTP_URL,
    /** The sender of emails, such as `Ada <hello@example.com>`. */
    mailFrom: values.MAIL_FROM ??
      `${site.name} <no-reply@${publicUrl?.hostname ?? "localhost"}>`,
    logLevel: values.LOG_LEVEL,
    /** Who shows it may read `/metrics`, secret; null when nobody may. */
    metricsToken: values.METRICS_TOKEN,
    /** Whether Deno sends spans or metrics to a collector. */
    openTelemetry: readTelemetry(env, problems, { trustProxy, onDeploy }),
    /** The settings of each feature, by its name. */
    features,
  };
  problems.push(...featureProblems);
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.freeze(settings);
}

/** How accounts are made and kept. */
function accountSettings(
  values: SettingValues<typeof settingSchemas>,
  canMailOtherwise: boolean,
) {
  const canMail = canMailOtherwise || values.SMTP_URL !== null;
  return {
    /** A JSON Web Key Set as text, secret; null when none is set. */
    jwtKeys: values.JWT_KEYS,
    /** The same for the keys that protect secrets in the database. */
    dataKeys: values.DATA_KEYS,
    accessTokenSeconds: values.ACCESS_TOKEN_MINUTES * 60,
    sessionSeconds: values.SESSION_HOURS * SECONDS_AN_HOUR,
    rememberSeconds: values.REMEMBER_DAYS * SECONDS_A_DAY,
    /** The fewest characters a new password may have; who has a shorter one keeps it. */
    passwordMinLength: values.PASSWORD_MIN_LENGTH,
    /** bcrypt's cost: the logarithm of its rounds. */
    bcryptCost: values.BCRYPT_COST,
    /** Who may make an account: anybody, who brings an invitation, or nobody. */
    signUp: values.SIGN_UP ?? (canMail ? "open" : "closed"),
    /** Whether guarded pages other than the account's own are shut until the address is confirmed. */
    requireVerifiedAddress: values.REQUIRE_VERIFIED_ADDRESS,
    /** After which time an account is removed whose address nobody confirmed; 0 for never. */
    unconfirmedSeconds: values.UNCONFIRMED_DAYS * SECONDS_A_DAY,
  };
}

function readFeatures(
  { features }: Pick<SiteWithSettings, "features">,
  env: Environment,
  problems: SettingProblem[],
): Readonly<Record<string, SettingValues<SettingSchemas>>> {
  return Object.fromEntries(features.map(({ name, settings }) => [
    name,
    readValues(settings, env, problems).values,
  ]));
}

let memoised: Settings | undefined;

/**
 * The settings of this process, read at the first call. In development the launcher has
 * put those of `.env` into the environment.
 *
 * @throws {SettingsError} as `readSettings` does.
 */
export function processSettings(site: SiteWithSettings): Settings {
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
const SECONDS_AN_HOUR = 60 * 60;
const SECONDS_A_DAY = 24 * SECONDS_AN_HOUR;
