/**
 * `doctor`: runs the checks, which are in the folders of what they check.
 *
 * @module
 */
import { type Cli, standaloneCommand } from "./cli/cli.ts";
import { type Finding, findingsOf } from "./cli/finding.ts";
import type { Outcome } from "./cli/outcome.ts";
import { checkDataKeys } from "./crypto/data_key_doctor.ts";
import { checkKeys } from "./crypto/doctor.ts";
import { checkBackups, checkFiles } from "./database/backup_checks.ts";
import { checkLasting, checkStore } from "./database/doctor.ts";
import { checkMail } from "./email/doctor.ts";
import {
  checkPasswordLength,
  checkPasswords,
} from "./features/password/doctor.ts";
import { checkProviders } from "./features/providers/doctor.ts";
import { checkSignUp } from "./features/sign_up/doctor.ts";
import { checkSite } from "./http/doctor.ts";
import { checkReleases } from "./releases/doctor.ts";
import { featureTransport } from "./site_mailer.ts";
import { type Settings, SettingsError } from "./settings/settings.ts";

/** The environment of the checks. */
export type DoctorCli = Omit<Cli, "io" | "site"> & Partial<Pick<Cli, "site">>;

const finding = findingsOf("settings");
const clockFinding = findingsOf("clock", "Clock");

/**
 * Checks whose warnings are failures in production: they affect users at once, through insecure
 * cookies, wrong rate limits, no password recovery, or a site that is blocked by each login.
 */
const CRITICAL_IN_PRODUCTION = ["site", "mail", "passwords"];

/** `doctor` */
export const doctor = standaloneCommand({
  summary:
    "Check settings, cookies and proxies, database, keys, clock, password hashing, email, login providers and releases.",
  examples: ["doctor", "doctor --json", "doctor --production"],
  options: {
    production:
      "also check what docs/deploying.md asks of a site in production",
  },
  run: examine,
});

/**
 * Runs every check that the settings allow, and with `production` also those of a public site.
 * The result fails if one finding does.
 */
export async function examine(
  cli: DoctorCli,
  { production }: { readonly production: boolean } = { production: false },
): Promise<Outcome> {
  let settings: Settings;
  try {
    settings = cli.settings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return outcomeOf(
      error.problems.map(({ name, problem, example }) =>
        finding("fail", `${name} ${problem}. For example: ${example}`)
      ),
    );
  }
  const findings = await checkAll(cli, settings);
  if (!production) return outcomeOf(findings);
  return outcomeOf([
    ...findings.map(asInProduction),
    ...await checkProduction(settings, cli.now()),
  ]);
}

function outcomeOf(findings: readonly Finding[]): Outcome {
  const failed = findings.some(({ level }) => level === "fail");
  return {
    text: findings.map(({ level, message }) =>
      `${level.padEnd(4)} – ${message}`
    ).join("\n"),
    json: { ok: !failed, findings },
    failed: failed || undefined,
  };
}

async function checkAll(
  cli: DoctorCli,
  settings: Settings,
): Promise<Finding[]> {
  return [
    finding("ok", `Settings: all valid. APP_ENV is ${settings.appEnv}.`),
    ...checkSite(settings),
    await checkStore(cli, settings),
    ...await checkKeys(settings, cli.now()),
    ...await checkDataKeys(cli, settings),
    checkClock(cli.now()),
    await checkPasswords(cli.createPasswords(settings), settings),
    await checkMail(
      settings,
      cli.site && featureTransport(cli.site, settings)?.name,
    ),
    ...await checkProviders(cli, settings),
    ...await checkReleases(settings),
  ];
}

/** The level of a finding in production. */
export function asInProduction(finding: Finding): Finding {
  return finding.level === "warn" &&
      CRITICAL_IN_PRODUCTION.includes(finding.check)
    ? { ...finding, level: "fail" }
    : finding;
}

/** The checks of the list in docs/deploying.md that only apply in production. */
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

/** The time when this check was written. An earlier clock is wrong. */
const EARLIEST = Date.UTC(2025, 0, 1);

/** Whether the clock is plausible, without asking another one. */
export function checkClock(now: number): Finding {
  const time = `the time is ${new Date(now).toISOString().slice(0, 19)}Z`;
  return now < EARLIEST
    ? clockFinding("fail", `${time}, which is wrong. Set the clock.`)
    : clockFinding("ok", `${time}. Compare it with another clock.`);
}

function checkMode({ appEnv }: Settings): Finding {
  return appEnv === "production"
    ? finding(
      "ok",
      "Mode: production. Demo users, /dev/mail and generated keys are off.",
    )
    : finding("fail", `Mode: APP_ENV is ${appEnv}. Set APP_ENV=production.`);
}
