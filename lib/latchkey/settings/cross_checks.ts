/**
 * Checks settings that depend on each other.
 *
 * @module
 */
import { type Environment, isSet, type Reading } from "./reading.ts";
import { isThisMachine } from "./server_host.ts";
import type { settingSchemas } from "./variables.ts";

type Settings = Reading<typeof settingSchemas>;

/** The minimum cost of bcrypt in production (OWASP Password Storage Cheat Sheet). */
const BCRYPT_COST = 10;

/** Checks the rules for Deno Deploy. */
export function checkOnDeploy({ values, refuse }: Settings, env: Environment) {
  if (values.APP_ENV !== null && values.APP_ENV !== "production") {
    refuse(
      "APP_ENV",
      `is "${values.APP_ENV}", but the app always runs in production on Deno Deploy`,
    );
  }
  if (isSet(env.DATABASE_FILE)) {
    refuse(
      "DATABASE_FILE",
      "is set, but Deno Deploy keeps no files. Remove it, and assign a " +
        "PostgreSQL database to the app",
      "",
    );
  }
}

/**
 * Checks the rules for production. Sign-up is closed there unless `SMTP_URL` or a feature
 * sends emails, since addresses cannot be verified otherwise.
 *
 * @param featureMails Whether a feature sends emails.
 */
export function checkProduction(
  { values, refuse }: Settings,
  env: Environment,
  featureMails: boolean,
): void {
  const { BCRYPT_COST: cost, PUBLIC_URL, SIGN_UP, SMTP_URL } = values;
  const canMail = featureMails || isSet(env.SMTP_URL);
  if (PUBLIC_URL?.protocol === "http:" && !isThisMachine(PUBLIC_URL.hostname)) {
    refuse(
      "PUBLIC_URL",
      "starts with http://, but cookies need https:// in production " +
        "(except on localhost)",
    );
  }
  if (cost < BCRYPT_COST) {
    refuse(
      "BCRYPT_COST",
      `is "${cost}", but must be a whole number from ${BCRYPT_COST} to 15 in ` +
        "production (each step doubles the work)",
    );
  }
  if (SIGN_UP !== null && SIGN_UP !== "closed" && !canMail) {
    refuse(
      "SIGN_UP",
      `is "${SIGN_UP}", but email addresses cannot be verified without SMTP_URL. ` +
        "Set SMTP_URL too, or close sign-up",
      "closed",
    );
  }
  if ((featureMails || SMTP_URL !== null) && !isSet(env.PUBLIC_URL)) {
    const mails = featureMails ? "emails are sent" : "SMTP_URL is";
    refuse(
      "PUBLIC_URL",
      `is not set, but ${mails}, and links in emails need it`,
    );
  }
}

/** Checks that the lifetimes of tokens and sessions fit together. */
export function checkLifetimes({ values, refuse }: Settings): void {
  const { ACCESS_TOKEN_MINUTES, SESSION_HOURS, REMEMBER_DAYS } = values;
  if (ACCESS_TOKEN_MINUTES > SESSION_HOURS * 60) {
    refuse(
      "ACCESS_TOKEN_MINUTES",
      "is longer than SESSION_HOURS, but a token cannot outlive its session",
    );
  }
  if (SESSION_HOURS > REMEMBER_DAYS * 24) {
    refuse(
      "REMEMBER_DAYS",
      'is shorter than SESSION_HOURS, but "keep me logged in" must last longer',
    );
  }
}
