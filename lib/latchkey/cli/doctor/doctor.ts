/** @module */
import { type Settings, SettingsError } from "../../settings/settings.ts";
import { type Cli, leaf, type Runner } from "../command.ts";
import type { Outcome } from "../outcome.ts";
import { checkClock } from "./clock.ts";
import type { Finding } from "./finding.ts";
import { checkKeys } from "./keys.ts";
import { checkMail } from "./mail.ts";
import { checkPasswords } from "./passwords.ts";
import { asInProduction, checkProduction } from "./production.ts";
import { checkSite } from "./site.ts";
import { checkStore } from "./store.ts";

/** `doctor` */
export function doctor(runner: Runner) {
  return leaf(
    "doctor",
    "Check settings, cookies and proxies, database, keys, clock, password hashing and mail.",
    ["doctor", "doctor --json", "doctor --production"],
  )
    .option(
      "--production",
      "also verify the checklist of docs/deploying.md, before and while the site is on the internet",
    )
    .action(({ production = false }) =>
      runner.alone((cli) => production ? examineProduction(cli) : examine(cli))
    );
}

/** What the checks need of the commands' world. */
export type DoctorCli = Pick<
  Cli,
  | "settings"
  | "openStore"
  | "connectDatabase"
  | "migrations"
  | "createPasswords"
  | "now"
>;

/** Runs every check that the settings allow to run. One failed finding fails the whole. */
export async function examine(cli: DoctorCli): Promise<Outcome> {
  return outcomeOf(await findAll(cli));
}

/** Runs the same checks, and those of a site that strangers reach. */
export async function examineProduction(cli: DoctorCli): Promise<Outcome> {
  const findings = await findAll(cli);
  const isReadable = findings.some(({ check, level }) =>
    check === "settings" && level === "ok"
  );
  if (!isReadable) return outcomeOf(findings);
  return outcomeOf([
    ...findings.map(asInProduction),
    ...await checkProduction(cli.settings(), cli.now()),
  ]);
}

function outcomeOf(findings: readonly Finding[]): Outcome {
  const failed = findings.some(({ level }) => level === "fail");
  return {
    text: findings.map(({ level, message }) =>
      `${level.padEnd(4)} – ${message}`
    )
      .join("\n"),
    json: { ok: !failed, findings },
    failed: failed || undefined,
  };
}

async function findAll(cli: DoctorCli): Promise<Finding[]> {
  let settings: Settings;
  try {
    settings = cli.settings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(({ name, problem, example }) => ({
      check: "settings",
      level: "fail",
      message: `${name} ${problem}. For example: ${example}`,
    }));
  }
  return [
    {
      check: "settings",
      level: "ok",
      message: `Settings: all readable, the mode is ${settings.appEnv}.`,
    },
    ...checkSite(settings),
    await checkStore(cli, settings),
    ...await checkKeys(settings, cli.now()),
    await checkClock(settings, cli.now),
    await checkPasswords(cli.createPasswords(settings), settings),
    await checkMail(settings),
  ];
}
