/**
 * The environment of the server and the commands: settings, the site's own variables, and
 * those that Deno and the system need. Other variables of the shell are left out, so that
 * these processes may read their whole environment.
 *
 * @module
 */
import { parseEnv } from "node:util";
import { PUBLIC } from "../dev/public_variables.ts";
import {
  assignedNames,
  type Environment,
  knownNames,
  SettingsError,
  type SiteWithSettings,
} from "../settings/settings.ts";

/** Deno's own variables, for caches, certificates and telemetry. */
const DENO = /^(DENO|OTEL)_/;

/** Variables of the system, its libraries and terminals. */
const SYSTEM: ReadonlySet<string> = new Set([
  ...["HOME", "LANG", "LC_ALL", "PATH", "TZ", "USER"],
  ...["TEMP", "TMP", "TMPDIR", "LOCALAPPDATA", "SystemRoot", "USERPROFILE"],
  ...["COLORTERM", "FORCE_COLOR", "NO_COLOR", "TERM"],
  ...["SSL_CERT_DIR", "SSL_CERT_FILE"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"],
  ...["http_proxy", "https_proxy", "no_proxy"],
]);

/** The environment of a process of this site. */
export interface SiteEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Names in `.env` that nothing reads, such as a misspelt one. */
  readonly unknown: readonly string[];
}

/**
 * Selects these variables from the real environment. In development, `.env` supplies those
 * that are not set there.
 *
 * @throws {SettingsError} if `.env` sets another `APP_ENV`: the file is only read in development.
 */
export function siteEnvironment(
  site: SiteWithSettings,
  real: Environment,
  readEnvFile: () => string | null,
): SiteEnvironment {
  const set = withoutBlank(real);
  const file = fileVariables(set, readEnvFile);
  const known = knownNames(site, { ...file, ...set });
  const isKnown = (name: string) =>
    known.includes(name) || DENO.test(name) || PUBLIC.test(name);
  const onDeploy = Boolean(real.DENO_DEPLOYMENT_ID);
  const isPassed = (name: string) =>
    isKnown(name) || SYSTEM.has(name) || onDeploy && isAssigned(name);
  rejectMode(file);
  return {
    variables: { ...pick(file, isKnown), ...pick(set, isPassed) },
    unknown: Object.keys(file).filter((name) => !isKnown(name)),
  };
}

function pick(
  env: Environment,
  isPicked: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      isPicked(name) && value !== undefined ? [[name, value]] : []
    ),
  );
}

/**
 * The environment for a child process, from the own environment and `.env`. Warns about
 * unknown names in `.env`.
 *
 * @throws {LaunchError} if `.env` cannot be read.
 * @throws {SettingsError} as `siteEnvironment` does.
 */
export async function announcedEnvironment(
  site: SiteWithSettings,
): Promise<SiteEnvironment["variables"]> {
  const { variables, unknown } = ownEnvironment(site);
  if (unknown.length > 0) {
    const { warnAboutUnknown } = await import("../server/announce.ts"); // It needs packages.
    warnAboutUnknown(unknown, knownNames(site, variables));
  }
  return variables;
}

/** The variables of the shell and `.env`, whether or not the site knows them. */
export function allVariables(): Environment {
  const real = withoutBlank(Deno.env.toObject());
  return { ...fileVariables(real, readEnvFile), ...real };
}

function withoutBlank(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([, value = ""]) => value.trim() !== ""),
  );
}

function fileVariables(
  real: Environment,
  readEnvFile: () => string | null,
): Environment {
  return hasEnvFile(real) ? parseEnv(readEnvFile() ?? "") : {};
}

/** Like {@linkcode announcedEnvironment}, without warnings. */
export function ownEnvironment(site: SiteWithSettings): SiteEnvironment {
  return siteEnvironment(site, Deno.env.toObject(), readEnvFile);
}

/** Thrown if a program cannot start, for example because `.env` cannot be read. The message is for the operator. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

function readEnvFile(): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true })
      .decode(Deno.readFileSync(".env"));
  } catch (error) {
    const { IsADirectory, NotFound } = Deno.errors;
    if (error instanceof NotFound) return null;
    if (error instanceof IsADirectory) {
      throw new LaunchError(".env is a folder. Replace it with a file.");
    }
    if (error instanceof TypeError) {
      throw new LaunchError(".env is not UTF-8 text. Save it as UTF-8.");
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new LaunchError(`.env cannot be read: ${reason}.`);
  }
}

function isAssigned(name: string): boolean {
  return assignedNames.some((assigned) => assigned === name);
}

/** Whether `.env` is read, which it is only in development. */
function hasEnvFile({ APP_ENV, DENO_DEPLOYMENT_ID }: Environment): boolean {
  return (APP_ENV?.trim() ?? "development") === "development" &&
    !DENO_DEPLOYMENT_ID;
}

function rejectMode({ APP_ENV: mode }: Environment): void {
  if (!mode || mode === "development") return;
  throw new SettingsError([{
    name: "APP_ENV",
    problem: "is set in .env, which is only read in development. " +
      "Set it in the real environment instead",
    example: `APP_ENV=${mode} deno task start`,
  }]);
}
