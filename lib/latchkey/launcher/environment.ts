/**
 * What the server and the commands find in their environment: the settings, the site's
 * own variables, and what Deno and the system need. Nothing else of the shell that
 * starts them gets through, so they may read all of it.
 *
 * @module
 */
import { parseEnv } from "node:util";
import {
  assignedNames,
  type Environment,
  knownNames,
  SettingsError,
  type SiteWithSettings,
} from "../settings/settings.ts";

/** Deno's own variables: caches, certificates, telemetry. Deno reads them before any module runs. */
const DENO = /^(DENO|OTEL)_/;

/** What the system, its libraries and terminals go by. */
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
  /** Names in `.env` that nothing reads, as a misspelt one. */
  readonly unknown: readonly string[];
}

/**
 * Takes the variables above out of the real environment; in development those of `.env`
 * stand in for the ones that are not set.
 *
 * @throws {SettingsError} when `.env` itself sets `APP_ENV`: the file is read in development only.
 */
export function siteEnvironment(
  site: SiteWithSettings,
  real: Environment,
  readEnvFile: () => string | null,
): SiteEnvironment {
  const known = knownNames(site);
  const isKnown = (name: string) => known.includes(name) || DENO.test(name);
  const passed: Record<string, string> = {};
  const onDeploy = Boolean(real.DENO_DEPLOYMENT_ID);
  for (const [name, value = ""] of Object.entries(real)) {
    const counts = isKnown(name) || onDeploy && isAssigned(name);
    if (counts ? value.trim() !== "" : SYSTEM.has(name)) {
      passed[name] = value;
    }
  }
  if (!hasEnvFile(passed)) return { variables: passed, unknown: [] };
  const file = Object.entries(parseEnv(readEnvFile() ?? ""))
    .map(([name, value = ""]) => [name, value] as const);
  refuseMode(file);
  const variables = Object.fromEntries(file.filter(([name]) => isKnown(name)));
  return {
    variables: { ...variables, ...passed },
    unknown: file.map(([name]) => name).filter((name) => !isKnown(name)),
  };
}

/**
 * The environment for a process that this one starts, of its own and `.env`. Warns of
 * what stands in `.env` and nothing reads.
 *
 * @throws {LaunchError} when `.env` cannot be read.
 * @throws {SettingsError} as `siteEnvironment` does.
 */
export async function announcedEnvironment(
  site: SiteWithSettings,
): Promise<SiteEnvironment["variables"]> {
  const { variables, unknown } = ownEnvironment(site);
  if (unknown.length > 0) {
    const { warnAboutUnknown } = await import("../server/announce.ts"); // It needs packages.
    warnAboutUnknown(unknown, knownNames(site));
  }
  return variables;
}

/** The same without the warning. */
export function ownEnvironment(site: SiteWithSettings): SiteEnvironment {
  return siteEnvironment(site, Deno.env.toObject(), readEnvFile);
}

/** Thrown when nothing can be started, as when `.env` cannot be read. Its message is the sentence to show. */
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
      throw new LaunchError(".env is a folder. Put a file in its place.");
    }
    if (error instanceof TypeError) {
      throw new LaunchError(".env is not in UTF-8. Save it in that encoding.");
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new LaunchError(`.env cannot be read: ${reason}.`);
  }
}

function isAssigned(name: string): boolean {
  return assignedNames.some((assigned) => assigned === name);
}

/** Whether `.env` counts: in development alone. */
function hasEnvFile({ APP_ENV, DENO_DEPLOYMENT_ID }: Environment): boolean {
  return (APP_ENV?.trim() ?? "development") === "development" &&
    !DENO_DEPLOYMENT_ID;
}

function refuseMode(file: readonly (readonly [string, string])[]): void {
  const mode = file.find(([name]) => name === "APP_ENV")?.[1];
  if (!mode || mode === "development") return;
  throw new SettingsError([{
    name: "APP_ENV",
    problem: "is set in .env, which is read in development only; " +
      "set it in the real environment instead",
    example: `APP_ENV=${mode} deno task start`,
  }]);
}
