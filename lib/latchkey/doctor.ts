/**
 * `doctor`: runs the checks that stand with what they check.
 *
 * @module
 */
import { type Cli, standaloneCommand } from "./cli/cli.ts";
import { type Finding, findingsOf } from "./cli/finding.ts";
import type { Outcome } from "./cli/outcome.ts";
import { checkKeys } from "./crypto/doctor.ts";
import { checkBackups, checkFiles } from "./database/backup_checks.ts";
import { checkLasting, checkStore } from "./database/doctor.ts";
import { checkMail } from "./email/doctor.ts";
import {
  checkPasswordLength,
  checkPasswords,
} from "./features/password/doctor.ts";
import { checkSignUp } from "./features/sign_up/doctor.ts";
import { checkSite } from "./http/doctor.ts";
import { featureTransport } from "./site_mailer.ts";
import { type Settings, SettingsError } from "./settings/settings.ts";

/** What the checks need of the commands' world. */
export type DoctorCli = Omit<Cli, "io" | "site"> & Partial<Pick<Cli, "site">>;

const finding = findingsOf("settings");
const clockFinding = findingsOf("clock", "Clock");

/**
 * What strangers suffer from at once: cookies and limits that are not as they should be,
 * no way back for who forgot a password, a site that stands still while somebody logs in.
 */
const FELT_BY_STRANGERS = ["site", "mail", "passwords"];

/** `doctor` */
export const doctor = standaloneCommand({
  summary:
    "Check settings, cookies and proxies, database, keys, clock, password hashing and email.",
  examples: ["doctor", "doctor --json", "doctor --production"],
  options: {
    production:
      "also check what docs/deploying.md asks of a site in production",
  },
  run: examine,
});

/**
 * Runs every check that the settings allow to run, and in production those of a site that
 * strangers reach. One failed finding fails the whole.
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
    checkClock(cli.now()),
    await checkPasswords(cli.createPasswords(settings), settings),
    await checkMail(
      settings,
      cli.site && featureTransport(cli.site, settings)?.name,
    ),
  ];
}

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

/** When this check was written: a clock before it is wrong. */
const EARLIEST = Date.UTC(2025, 0, 1);

/** Whether the clock can be right. No other clock is asked. */
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
