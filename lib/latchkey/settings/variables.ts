/**
 * The environment variables of the library, each by its schema.
 *
 * @module
 */
import * as v from "valibot";
import { databaseFile, databaseUrl } from "./database.ts";
import { mailFrom, smtpUrl } from "./email.ts";
import {
  oneOf,
  origins,
  setting,
  text,
  url,
  wholeNumber,
  yesOrNo,
} from "./schemas.ts";
import { requiredFactor } from "./required_factor.ts";
import { securityReleases } from "./security_releases.ts";
import { serverHost } from "./server_host.ts";

/** The minimum length of `METRICS_TOKEN`: 32 hexadecimal digits are 128 bits. */
const TOKEN_LENGTH = 32;

/** The settings, in the order of `.env.example`. */
export const settingSchemas = {
  APP_ENV: oneOf(["development", "production", "test"], {
    otherwise: null,
    example: "production",
  }),
  PORT: wholeNumber({
    from: 0,
    to: 65535,
    otherwise: 8000,
    means: "the port to listen on; 0 lets the system choose",
  }),
  HOST: setting(
    v.pipe(
      v.string(),
      v.check(
        (host) => serverHost(host) !== "",
        "must be a host name or an IP address, without a scheme, port or path",
      ),
    ),
    { means: "where to listen", otherwise: null, example: "0.0.0.0" },
  ),
  PUBLIC_URL: v.pipe(
    url({ protocols: ["https:", "http:"], otherwise: null }),
    v.check(
      (url) => !url?.username && !url?.password,
      "must not contain a user name or password",
    ),
    v.check(
      (url) => url === null || url.href === `${url.origin}/`,
      "must have no path, query or fragment",
    ),
  ),
  TRUST_PROXY: wholeNumber({
    from: 0,
    to: 16,
    otherwise: 0,
    means: "how many proxies are in front of the app",
  }),
  HSTS_INCLUDE_SUBDOMAINS: yesOrNo({ otherwise: false }),
  CORS_ORIGINS: origins({
    means: "origins whose pages may call the API",
    example: "https://app.example.com,https://admin.example.com",
  }),
  SECURITY_CONTACT: setting(
    v.pipe(
      v.string(),
      v.check(isContact, "must start with mailto: or https://"),
      v.transform((value) => new URL(value).href),
    ),
    {
      means: "where to report a vulnerability",
      otherwise: null,
      example: "mailto:security@example.com",
    },
  ),
  SECURITY_RELEASES: securityReleases,
  DATABASE_FILE: databaseFile,
  DATABASE_URL: databaseUrl,
  JWT_KEYS: text({
    means: "the keys that sign access tokens",
    otherwise: null,
    example: '{"keys":[…]}',
    secret: true,
  }),
  DATA_KEYS: text({
    means: "the keys that protect secrets in the database",
    otherwise: null,
    example: '{"keys":[…]}',
    secret: true,
  }),
  ACCESS_TOKEN_MINUTES: wholeNumber({
    from: 1,
    to: 24 * 60,
    otherwise: 30,
    means: "minutes",
  }),
  SESSION_HOURS: wholeNumber({
    from: 1,
    to: 30 * 24,
    otherwise: 12,
    means: "hours",
  }),
  REMEMBER_DAYS: wholeNumber({
    from: 1,
    to: 365,
    otherwise: 30,
    means: "days",
  }),
  PASSWORD_MIN_LENGTH: wholeNumber({
    from: 8, // NIST SP 800-63B-4 §3.1.1.2
    to: 64,
    otherwise: 8,
    means: "characters of a new password",
  }),
  BCRYPT_COST: wholeNumber({
    from: 4,
    to: 15,
    otherwise: 12,
    means: "each step doubles the work; at least 10 in production",
  }),
  SIGN_UP: oneOf(["open", "invite", "closed"], { otherwise: null }),
  REQUIRE_VERIFIED_ADDRESS: yesOrNo({ otherwise: false }),
  UNCONFIRMED_DAYS: wholeNumber({
    from: 0,
    to: 60, // Shorter than the 90 days that activity is kept.
    otherwise: 7,
    means: "days; 0 keeps unconfirmed accounts forever",
  }),
  REQUIRE_SECOND_FACTOR: requiredFactor,
  SECOND_FACTOR_GRACE_DAYS: wholeNumber({
    from: 0,
    to: 90,
    otherwise: 7,
    means: "days; 0 requires it at once",
  }),
  SMTP_URL: smtpUrl,
  MAIL_FROM: mailFrom,
  LOG_LEVEL: oneOf(["info", "warn", "error"], { otherwise: "info" }),
  METRICS_TOKEN: setting(
    v.pipe(
      v.string(),
      v.minLength(
        TOKEN_LENGTH,
        `must have at least ${TOKEN_LENGTH} characters`,
      ),
      // The token syntax of RFC 6750 §2.1.
      v.regex(
        /^[\w.~+/-]+=*$/,
        "must contain only letters, digits and - . _ ~ + /",
      ),
    ),
    {
      means: "the token for /metrics",
      otherwise: null,
      example: "$(openssl rand -hex 32)",
      secret: true,
    },
  ),
};

/** Whether it is a contact URI of RFC 9116 §2.5.3. */
function isContact(value: string): boolean {
  return URL.parse(value)?.protocol === "https:" ||
    /^mailto:[^\s@]+@[^\s@]+$/.test(value);
}
