/** @module */
import { base64url } from "jose";
import { type JsonWebKey, type JsonWebKeySet, parseKeySet } from "./key_set.ts";
import { nullIfMissing } from "../files/private_files.ts";
import { keysFile, type KeySource, TOKEN_KEYS } from "./key_sources.ts";
import type { Settings } from "../settings/settings.ts";
import { cliName } from "../cli/command.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const OLDEST_DAYS = 365;
const DAY_MS = 24 * 3600 * 1000;

/** Keys to check. */
interface CheckedKeys {
  readonly source: KeySource;
  /** Makes findings about them. */
  readonly report: ReturnType<typeof findingsOf>;
}

/** Whether there are keys for access tokens, whether they look random, and how old their file is. */
export function checkKeys(settings: Settings, now: number): Promise<Finding[]> {
  const report = findingsOf("keys", "Keys");
  return checkSource(settings, { source: TOKEN_KEYS, report }, now);
}

/** As {@linkcode checkKeys}, for keys of any kind. */
export async function checkSource(
  settings: Settings,
  keys: CheckedKeys,
  now: number,
): Promise<Finding[]> {
  const { source, report } = keys;
  const file = keysFile(settings, source);
  const value = source.value(settings);
  if (value !== null) {
    return judge(keys, source.variable, () => Promise.resolve(value));
  }
  if (file === null) return [withoutKeys(keys, settings)];
  const modified = await modifiedAt(file);
  if (modified === null) {
    return [report("ok", `${file} will be created when the app first starts.`)];
  }
  return [
    ...await judge(keys, file, () => Deno.readTextFile(file)),
    ageOf(keys, file, Math.floor((now - modified) / DAY_MS)),
  ];
}

function withoutKeys(
  { source, report }: CheckedKeys,
  { appEnv }: Settings,
): Finding {
  return appEnv === "production"
    ? report(
      "fail",
      `${source.variable} is not set. Generate it with ${
        command("generate", source)
      }.`,
    )
    : report("ok", "generated at each start, for this process only.");
}

/** A command for keys, in quotes. */
function command(name: "generate" | "rotate", source: KeySource): string {
  const purpose = source === TOKEN_KEYS ? "" : ` --for ${source.name}`;
  return `"${cliName} keys ${name}${purpose}"`;
}

async function judge(
  { source, report }: CheckedKeys,
  name: string,
  read: () => Promise<string>,
): Promise<Finding[]> {
  let set: JsonWebKeySet;
  try {
    set = parseKeySet(await read(), source.alg);
  } catch (error) {
    return [
      report(
        "fail",
        `${name} cannot be used: ${reason(error)}. ` +
          adviceFor(source, "broken"),
      ),
    ];
  }
  const guessable = set.keys.filter(looksGuessable).map(({ kid }) => kid);
  return [
    guessable.length > 0
      ? report(
        "fail",
        `${name} has keys that do not look random: ${guessable.join(", ")}. ` +
          adviceFor(source, "guessable"),
      )
      : report(
        "ok",
        `${name} has ${counted(set.keys.length)} of at least 256 bits.`,
      ),
  ];
}

/** A new set of data keys would make every secret useless. */
function adviceFor(source: KeySource, keys: "broken" | "guessable"): string {
  if (source === TOKEN_KEYS) {
    return `Generate a new set with ${command("generate", source)}.`;
  }
  return keys === "broken"
    ? "Restore it from where you keep your secrets."
    : `Add a new key with ${
      command("rotate", source)
    }, then run "${cliName} keys reseal".`;
}

function counted(keys: number): string {
  return keys === 1 ? "1 key" : `${keys} keys`;
}

/**
 * Whether a secret has too many repetitions: 32 random bytes have fewer than 16 different
 * values less than once in 10^14 draws.
 */
function looksGuessable({ k }: JsonWebKey): boolean {
  return new Set(base64url.decode(k)).size < 16;
}

async function modifiedAt(file: string): Promise<number | null> {
  const found = await nullIfMissing(Deno.stat(file));
  return found?.mtime?.getTime() ?? null;
}

function ageOf(
  { source, report }: CheckedKeys,
  file: string,
  days: number,
): Finding {
  return days > OLDEST_DAYS
    ? report(
      "warn",
      `${file} was last changed ${days} days ago. Rotate the keys with ${
        command("rotate", source)
      }.`,
    )
    : report("ok", `${file} was last changed ${days} days ago.`);
}
