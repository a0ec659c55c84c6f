/** @module */
import type { Settings } from "../../settings/settings.ts";
import { databaseFolder } from "../../files/data_folder.ts";
import { checkBackups } from "./backups.ts";
import { checkFiles } from "./files.ts";
import type { Finding } from "./finding.ts";

/** NIST SP 800-63B-4 §3.1.1.2: where the password is the only factor. */
const RECOMMENDED_PASSWORD_LENGTH = 15;

/**
 * What strangers suffer from at once: cookies and limits that are not as they should be,
 * no way back for who forgot a password, a site that stands still while somebody signs in.
 */
const FELT_BY_STRANGERS: readonly Finding["check"][] = [
  "site",
  "mail",
  "passwords",
];

/** A finding of every day as it counts before strangers. */
export function asInProduction(finding: Finding): Finding {
  return finding.level === "warn" && FELT_BY_STRANGERS.includes(finding.check)
    ? { ...finding, level: "fail" }
    : finding;
}

/** What the checklist of docs/deploying.md asks for beyond the checks of every day. */
export async function checkProduction(
  settings: Settings,
  now: number,
): Promise<Finding[]> {
  return [
    checkMode(settings),
    checkLasting(settings),
    checkSignUp(settings),
    checkPasswordLength(settings),
    await checkBackups(settings, now),
    await checkFiles(settings),
  ];
}

function checkMode({ appEnv }: Settings): Finding {
  return appEnv === "production"
    ? {
      check: "settings",
      level: "ok",
      message: "Mode: demo users, /dev/mail and keys made by itself are off.",
    }
    : {
      check: "settings",
      level: "fail",
      message: `Mode: APP_ENV is ${appEnv}. Set APP_ENV=production.`,
    };
}

function checkLasting(settings: Settings): Finding {
  const { databaseUrl, databaseFile } = settings;
  const isLost = databaseUrl === null && databaseFile === ":memory:";
  return isLost
    ? {
      check: "store",
      level: "fail",
      message:
        "Database: it is in memory, and is lost when the process ends. " +
        "Leave DATABASE_FILE out, or set DATABASE_URL.",
    }
    : {
      check: "store",
      level: "ok",
      message: databaseUrl === null && databaseFolder(settings) !== null
        ? "Database: SQLite, for the processes of this machine."
        : "Database: PostgreSQL, for any number of machines.",
    };
}

function checkSignUp(
  { signUp, requireVerifiedAddress }: Settings,
): Finding {
  const message = {
    open: "Sign-up: open to anybody.",
    invite: "Sign-up: for who brings an invitation.",
    closed: "Sign-up: closed.",
  }[signUp];
  if (signUp !== "open" || requireVerifiedAddress) {
    return { check: "sign_up", level: "ok", message };
  }
  return {
    check: "sign_up",
    level: "warn",
    message: `${message} Nobody has to confirm an address first: set ` +
      "REQUIRE_VERIFIED_ADDRESS=yes, or SIGN_UP to invite or closed.",
  };
}

function checkPasswordLength({ passwordMinLength }: Settings): Finding {
  const message =
    `Passwords: new ones have ${passwordMinLength} characters or more`;
  return passwordMinLength >= RECOMMENDED_PASSWORD_LENGTH
    ? { check: "passwords", level: "ok", message: `${message}.` }
    : {
      check: "passwords",
      level: "warn",
      message: `${message}. Where nothing else protects an account, ` +
        `set PASSWORD_MIN_LENGTH=${RECOMMENDED_PASSWORD_LENGTH}.`,
    };
}
