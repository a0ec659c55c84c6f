/**
 * The app's settings, read from the environment once, checked and frozen. No other module
 * reads the environment.
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
import {
  exampleOf,
  type SettingSchemas,
  type SettingValues,
} from "./schemas.ts";
import { readTelemetry, telemetrySchemas } from "./telemetry.ts";
import { settingSchemas } from "./variables.ts";

export { type Environment, type SettingProblem, SettingsError };

/** The settings of the library, in the order of `.env.example`. */
export const settingNames: readonly string[] = Object.keys(settingSchemas);

/** The variables of libpq, which are only read on Deno Deploy. */
export const assignedNames: readonly string[] = Object.keys(assignedSchemas);

/** Variables of Deno and Deno Deploy that are always read. */
const denoNames = [...Object.keys(telemetrySchemas), "DENO_DEPLOYMENT_ID"];

/** Every environment variable that the library reads. */
export const environmentNames: readonly string[] = [
  ...settingNames,
  ...denoNames,
  ...assignedNames,
];

/** A site with features and their settings. */
export interface SiteWithSettings {
  readonly name: string;
  readonly features: readonly {
    readonly name: string;
    readonly settings: SettingSchemas;
    moreSettings?(settings: SettingValues<SettingSchemas>): SettingSchemas;
    transport?(
      settings: SettingValues<SettingSchemas>,
      site: { readonly mailFrom: string },
    ): unknown;
    unfitForProduction?(
      settings: SettingValues<SettingSchemas>,
    ): Readonly<Record<string, string>>;
  }[];
}

/**
 * The names that `.env` can contain: those read outside Deno Deploy, and those of features,
 * which may depend on the values of others.
 */
export function knownNames(
  { features }: Pick<SiteWithSettings, "features">,
  env: Environment = {},
): string[] {
  return [
    ...settingNames,
    ...denoNames,
    ...features.flatMap((feature) => Object.keys(schemasOf(feature, env))),
  ];
}

/** All settings of a feature, including those that depend on the values of others. */
function schemasOf(
  { settings, moreSettings }: SiteWithSettings["features"][number],
  env: Environment,
): SettingSchemas {
  if (!moreSettings) return settings;
  const { values } = readValues(settings, env, []); // Problems are reported elsewhere.
  return { ...settings, ...moreSettings(values) };
}

/** The settings of the app. */
export type Settings = ReturnType<typeof readSettings>;

/**
 * Reads the settings of the library and of the site's features.
 *
 * @throws {SettingsError} with every invalid setting, without secret values.
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
  if (production) {
    checkProduction(reading, env, featureMails);
    if (featureProblems.length === 0) {
      featureProblems.push(...unfitForProduction(site, features, env));
    }
  }
  checkLifetimes(reading);

  const { PUBLIC_URL: publicUrl, TRUST_PROXY: trustProxy } = values;
  const settings = {
    appEnv,
    /** 0 lets the system choose a port. */
    port: values.PORT,
    host: values.HOST ?? (production ? "0.0.0.0" : "localhost"),
    /** The URL of the site in browsers; null if not set. */
    publicUrl,
    /**
     * Whether browsers reach the site over HTTPS. Determines the cookie's name, `Secure`
     * and HSTS. Never taken from requests, whose headers can be forged.
     */
    https: publicUrl ? publicUrl.protocol === "https:" : production,
    /** The number of proxies that add to `X-Forwarded-For`; 0 trusts none. */
    trustProxy,
    /** Whether HSTS includes the host's subdomains. */
    hstsIncludeSubdomains: values.HSTS_INCLUDE_SUBDOMAINS,
    /** Origins, such as `https://app.example.com`, whose pages may call the API. */
    corsOrigins: values.CORS_ORIGINS,
    /** Where to report a vulnerability: a `mailto:` or `https:` URL; null if not set. */
    securityContact: values.SECURITY_CONTACT,
    /** The list of releases that `doctor` reads: a URL or the path of a file; null if not set. */
    securityReleases: values.SECURITY_RELEASES,
    /** The SQLite file, or `:memory:`; null on Deno Deploy, which keeps no files. */
    databaseFile: onDeploy
      ? null
      : values.DATABASE_FILE ?? (appEnv === "test" ? ":memory:" : DEFAULT_FILE),
    /** PostgreSQL, which replaces `databaseFile`; null if not set. Secret: contains the password. */
    databaseUrl: onDeploy && !isSet(env.DATABASE_URL)
      ? readAssignedDatabase(env, problems)
      : values.DATABASE_URL,
    ...accountSettings(values, !production || featureMails),
    /** The mail server; null if not set. Secret: contains the password. */
    smtpUrl: values.SMTP_URL,
    /** The sender of emails, such as `Ada <hello@example.com>`. */
    mailFrom: values.MAIL_FROM ??
      `${site.name} <no-reply@${publicUrl?.hostname ?? "localhost"}>`,
    logLevel: values.LOG_LEVEL,
    /** The token for `/metrics`, secret; null turns the page off. */
    metricsToken: values.METRICS_TOKEN,
    /** Whether Deno exports spans or metrics with OpenTelemetry. */
    openTelemetry: readTelemetry(env, problems, { trustProxy, onDeploy }),
    /** The settings of each feature, by name. */
    features,
  };
  problems.push(...featureProblems);
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.freeze(settings);
}

/** The settings of accounts and sessions. */
function accountSettings(
  values: SettingValues<typeof settingSchemas>,
  canMailOtherwise: boolean,
) {
  const canMail = canMailOtherwise || values.SMTP_URL !== null;
  return {
    /** A JSON Web Key Set as text, secret; null if not set. */
    jwtKeys: values.JWT_KEYS,
    /** The same for the keys that protect secrets in the database. */
    dataKeys: values.DATA_KEYS,
    accessTokenSeconds: values.ACCESS_TOKEN_MINUTES * 60,
    sessionSeconds: values.SESSION_HOURS * SECONDS_AN_HOUR,
    rememberSeconds: values.REMEMBER_DAYS * SECONDS_A_DAY,
    /** The minimum length of a new password, in characters. Existing passwords may be shorter. */
    passwordMinLength: values.PASSWORD_MIN_LENGTH,
    /** bcrypt's cost: the logarithm of its rounds. */
    bcryptCost: values.BCRYPT_COST,
    /** Who can sign up: everyone, people with an invitation, or no one. */
    signUp: values.SIGN_UP ?? (canMail ? "open" : "closed"),
    /** Whether guarded pages, except those of the account, require a verified email address. */
    requireVerifiedAddress: values.REQUIRE_VERIFIED_ADDRESS,
    /** The time after which an unverified account is removed; 0 for never. */
    unconfirmedSeconds: values.UNCONFIRMED_DAYS * SECONDS_A_DAY,
    /** The roles whose accounts must use a second factor, or `everyone`. */
    requireSecondFactor: values.REQUIRE_SECOND_FACTOR,
    /** The time they have to set it up, from their first login. */
    secondFactorGraceSeconds: values.SECOND_FACTOR_GRACE_DAYS * SECONDS_A_DAY,
  };
}

function readFeatures(
  { features }: Pick<SiteWithSettings, "features">,
  env: Environment,
  problems: SettingProblem[],
): Readonly<Record<string, SettingValues<SettingSchemas>>> {
  return Object.fromEntries(features.map((feature) => [
    feature.name,
    readValues(schemasOf(feature, env), env, problems).values,
  ]));
}

/** The problems that features have with their settings in production. */
function unfitForProduction(
  site: SiteWithSettings,
  values: Readonly<Record<string, SettingValues<SettingSchemas>>>,
  env: Environment,
): SettingProblem[] {
  return site.features.flatMap((feature) => {
    const found = feature.unfitForProduction?.(values[feature.name]) ?? {};
    return Object.entries(found).map(([name, problem]) => {
      const example = exampleOf(schemasOf(feature, env)[name]);
      return { name, problem, example: `${name}=${example}` };
    });
  });
}

let memoised: Settings | undefined;

/**
 * The settings of this process, read at the first call. In development, the launcher adds
 * those of `.env` to the environment.
 *
 * @throws {SettingsError} as `readSettings` does.
 */
export function processSettings(site: SiteWithSettings): Settings {
  return memoised ??= readSettings(site, Deno.env.toObject());
}

/** The port of this process, once its settings have been read. */
export function listeningPort(): number | undefined {
  return memoised?.port;
}
const SECONDS_AN_HOUR = 60 * 60;
const SECONDS_A_DAY = 24 * SECONDS_AN_HOUR;
