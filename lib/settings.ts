/**
 * The app's settings: read from the environment once, checked, frozen.
 * No other file of the app reads the environment.
 *
 * @module
 */
import { parseEnv } from "node:util";
import { readSettings } from "./settings/rules.ts";
import { type Environment, SettingsError } from "./settings/values.ts";

export { readSettings, SettingsError };
export type { Environment, SettingProblem } from "./settings/values.ts";

/** The settings a person may set, in the order of `.env.example`. */
export const settingNames = [
  "APP_ENV",
  "PORT",
  "HOST",
  "PUBLIC_URL",
  "TRUST_PROXY",
  "KV_PATH",
  "DATABASE_URL",
  "JWT_KEYS",
  "ACCESS_TOKEN_MINUTES",
  "SESSION_HOURS",
  "REMEMBER_DAYS",
  "SESSION_CACHE_SECONDS",
  "PASSWORD_MIN_LENGTH",
  "BCRYPT_COST",
  "SIGN_UP",
  "REQUIRE_VERIFIED_ADDRESS",
  "SMTP_URL",
  "MAIL_FROM",
  "LOG_LEVEL",
  "METRICS_TOKEN",
] as const;

/** Settings of Deno itself that the app must know of. Deno reads them before any file. */
const denoNames = [
  "OTEL_SDK_DISABLED",
  "OTEL_DENO",
  "OTEL_DENO_TRACING",
  "OTEL_DENO_METRICS",
  "OTEL_DENO_CONSOLE",
  "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
  "OTEL_PROPAGATORS",
] as const;

/** Every environment variable the app reads: the settings, Deno's, and the one by which Deno Deploy is known. */
export const environmentNames = [
  ...settingNames,
  ...denoNames,
  "DENO_DEPLOYMENT_ID",
] as const;

/** One of those variables. */
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
  /** A file, a URL of a KV server, `:memory:`, or empty for the platform's own database. */
  readonly kvPath: string;
  /** PostgreSQL, with its password: secret. It takes the place of `kvPath`; null when none is set. */
  readonly databaseUrl: URL | null;
  /** A JSON Web Key Set as text, secret; null when none is set. */
  readonly jwtKeys: string | null;
  readonly accessTokenSeconds: number;
  readonly sessionSeconds: number;
  readonly rememberSeconds: number;
  /** How long another process may go on believing in an ended session; 0 for never. */
  readonly sessionCacheSeconds: number;
  /** The fewest characters a new password may have; who has a shorter one keeps it. */
  readonly passwordMinLength: number;
  /** bcrypt's cost: the logarithm of its rounds. */
  readonly bcryptCost: number;
  /** Who may make an account: anybody, who brings an invitation, or nobody. */
  readonly signUp: "open" | "invite" | "closed";
  /** Whether guarded pages other than the account's own are shut until the address is confirmed. */
  readonly requireVerifiedAddress: boolean;
  /** The mail server, with its password: secret; null when none is set. */
  readonly smtpUrl: URL | null;
  /** The sender of mails, such as `Ada <hello@example.com>`. */
  readonly mailFrom: string;
  readonly logLevel: "info" | "warn" | "error";
  /** Who shows it may read `/metrics`, secret; null when nobody may. */
  readonly metricsToken: string | null;
  /** Whether Deno sends spans or numbers to a collector. */
  readonly openTelemetry: boolean;
}

/**
 * The environment of this process, with `.env` beneath it in development.
 * A value of the real environment wins over the file's.
 *
 * @throws {SettingsError} when `.env` itself sets `APP_ENV`: the file is read in development only.
 */
export function environment(
  read: (name: EnvironmentName) => string | undefined,
  readFile: () => string | null,
): Environment {
  const real: Record<string, string> = {};
  for (const name of environmentNames) {
    const value = read(name)?.trim();
    if (value) real[name] = value;
  }
  if (!hasEnvFile(real)) return real;
  const file = parseEnv(readFile() ?? "");
  if (file.APP_ENV && file.APP_ENV !== "development") {
    throw new SettingsError([{
      name: "APP_ENV",
      problem: "stands in .env, which is read in development only; " +
        "set it in the real environment instead",
      example: `APP_ENV=${file.APP_ENV} deno task start`,
    }]);
  }
  const late = denoNames.find((name) => file[name]);
  if (late) {
    throw new SettingsError([{
      name: late,
      problem: "stands in .env, which Deno does not read; " +
        "set it in the real environment instead",
      example: `${late}=${file[late]} deno task start`,
    }]);
  }
  return { ...file, ...real };
}

/** Whether `.env` counts: in development alone. */
function hasEnvFile(
  { APP_ENV = "development", DENO_DEPLOYMENT_ID }: Environment,
): boolean {
  return APP_ENV === "development" && !DENO_DEPLOYMENT_ID;
}

/** The names that the `.env` of this process holds; none where it is not read. */
export function envFileNames(): string[] {
  const real = {
    APP_ENV: Deno.env.get("APP_ENV")?.trim() || undefined,
    DENO_DEPLOYMENT_ID: Deno.env.get("DENO_DEPLOYMENT_ID")?.trim(),
  };
  if (!hasEnvFile(real)) return [];
  try {
    return Object.keys(parseEnv(readEnvFile() ?? ""));
  } catch {
    return []; // Whoever reads the settings tells of it.
  }
}

let memoised: Settings | undefined;

/**
 * The settings of this process, read at the first call.
 *
 * @throws {SettingsError} as `readSettings` does.
 */
export function processSettings(): Settings {
  return memoised ??= readSettings(
    environment((name) => Deno.env.get(name), readEnvFile),
  );
}

function readEnvFile(): string | null {
  try {
    return Deno.readTextFileSync(".env");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
