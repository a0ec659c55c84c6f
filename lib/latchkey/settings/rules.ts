/**
 * What each setting may be, and what it is when nobody sets it.
 *
 * @module
 */
import type { EnvironmentName, Settings } from "./settings.ts";
import { serverHost } from "./server_host.ts";
import { readDatabaseFile, readDatabaseUrl } from "./database.ts";
import { readHttp } from "./http.ts";
import { readMail } from "./email.ts";
import { readFeatureSettings } from "./features.ts";
import type { Site } from "../services.ts";
import { readWatching } from "./telemetry.ts";
import {
  type Environment,
  quoted,
  type SettingReader,
  settingReader,
  SettingsError,
} from "./values.ts";

/**
 * Reads settings from an environment, those of the site's features among them.
 *
 * @throws {SettingsError} that names every value that is wrong, and never holds a secret one.
 */
export function readSettings(
  site: Pick<Site, "name" | "features">,
  env: Environment,
): Settings {
  const reader = settingReader<EnvironmentName>(env);
  const onDeploy = reader.text("DENO_DEPLOYMENT_ID") !== undefined;
  const appEnv = reader.oneOf(
    "APP_ENV",
    onDeploy
      ? ["production", "development", "test"]
      : ["development", "production", "test"],
  );
  if (onDeploy && appEnv !== "production") {
    reader.refuse(
      "APP_ENV",
      `is "${appEnv}", but on Deno Deploy the app is always in production`,
      "production",
    );
  }
  const production = appEnv === "production";
  const publicUrl = readPublicUrl(reader, production);
  const trustProxy = reader.wholeNumber("TRUST_PROXY", {
    from: 0,
    to: 16,
    otherwise: 0,
    means: "how many proxies stand in front of the app",
  });

  const settings: Settings = {
    appEnv,
    port: reader.wholeNumber("PORT", {
      from: 0,
      to: 65535,
      otherwise: 8000,
      means: "the port to listen on; 0 lets the system choose",
    }),
    host: readHost(reader) ?? (production ? "0.0.0.0" : "localhost"),
    publicUrl,
    https: publicUrl ? publicUrl.protocol === "https:" : production,
    trustProxy,
    ...readHttp(reader),
    databaseFile: readDatabaseFile(reader, { appEnv, onDeploy }),
    databaseUrl: readDatabaseUrl(reader, onDeploy),
    jwtKeys: reader.text("JWT_KEYS") ?? null,
    ...readLifetimes(reader),
    passwordMinLength: reader.wholeNumber("PASSWORD_MIN_LENGTH", {
      from: 8, // NIST SP 800-63B-4 §3.1.1.2
      to: 64,
      otherwise: 8,
      means: "characters of a new password",
    }),
    bcryptCost: reader.wholeNumber("BCRYPT_COST", {
      from: production ? 10 : 4, // OWASP Password Storage Cheat Sheet: at least 10
      to: 15,
      otherwise: 12,
      means: "one more doubles the work",
    }),
    ...readMail(reader, { appEnv, publicUrl, siteName: site.name }),
    unconfirmedSeconds: secondsADay * reader.wholeNumber("UNCONFIRMED_DAYS", {
      from: 0,
      to: 60, // Less than what happened to an account is known for.
      otherwise: 7,
      means: "days; 0 keeps unconfirmed accounts",
    }),
    logLevel: reader.oneOf("LOG_LEVEL", ["info", "warn", "error"]),
    ...readWatching(reader, { trustProxy, onDeploy }),
    features: readFeatureSettings(site.features, env, reader.problems),
  };
  if (reader.problems.length > 0) throw new SettingsError(reader.problems);
  return Object.freeze(settings);
}

function readPublicUrl(
  reader: SettingReader<EnvironmentName>,
  production: boolean,
): URL | null {
  const value = reader.text("PUBLIC_URL");
  if (value === undefined) return null;
  const refuse = (problem: string) => {
    reader.refuse("PUBLIC_URL", problem, "https://example.com");
    return null;
  };
  const url = URL.parse(value);
  if (url === null || !["https:", "http:"].includes(url.protocol)) {
    return refuse("must be an address that begins with https:// or http://");
  }
  if (url.username || url.password) {
    return refuse("must not hold a user name or password");
  }
  if (url.href !== `${url.origin}/` || /[?#]$/.test(value)) {
    return refuse(
      `is ${quoted(value)}, but must end after the host and port: no path, ` +
        "query or fragment",
    );
  }
  if (production && url.protocol === "http:" && !isLocal(url)) {
    return refuse(
      "begins with http://, but in production cookies need https:// " +
        "(localhost excepted)",
    );
  }
  return url;
}

function isLocal(url: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}

function readHost(reader: SettingReader<EnvironmentName>): string | undefined {
  const value = reader.text("HOST");
  if (value === undefined || serverHost(value) !== "") return value;
  reader.refuse(
    "HOST",
    `is ${quoted(value)}, but must be a host name or an IP address alone, ` +
      "without scheme, port or path",
    "0.0.0.0",
  );
}

const secondsAMinute = 60;
const secondsAnHour = 60 * secondsAMinute;
const secondsADay = 24 * secondsAnHour;

function readLifetimes(reader: SettingReader<EnvironmentName>) {
  const accessTokenSeconds = secondsAMinute *
    reader.wholeNumber("ACCESS_TOKEN_MINUTES", {
      from: 1,
      to: 24 * 60,
      otherwise: 30,
      means: "minutes",
    });
  const sessionSeconds = secondsAnHour * reader.wholeNumber("SESSION_HOURS", {
    from: 1,
    to: 30 * 24,
    otherwise: 12,
    means: "hours",
  });
  const rememberSeconds = secondsADay * reader.wholeNumber("REMEMBER_DAYS", {
    from: 1,
    to: 365,
    otherwise: 30,
    means: "days",
  });
  if (accessTokenSeconds > sessionSeconds) {
    reader.refuse(
      "ACCESS_TOKEN_MINUTES",
      "is longer than SESSION_HOURS, but a token cannot outlive its session",
      "30",
    );
  }
  if (sessionSeconds > rememberSeconds) {
    reader.refuse(
      "REMEMBER_DAYS",
      'is shorter than SESSION_HOURS, but "keep me signed in" must last longer',
      "30",
    );
  }
  return {
    accessTokenSeconds,
    sessionSeconds,
    rememberSeconds,
  };
}
