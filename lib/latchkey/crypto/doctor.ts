/** @module */
import { base64url } from "jose";
import {
  type JsonWebKey,
  type JsonWebKeySet,
  parseKeySet,
} from "./key_ring.ts";
import { nullIfMissing } from "../files/private_files.ts";
import { keysFile } from "./key_sources.ts";
import type { Settings } from "../settings/settings.ts";
import { cliName } from "../cli/command.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const finding = findingsOf("keys", "Keys");

const OLDEST_DAYS = 365;
const DAY_MS = 24 * 3600 * 1000;

/** Whether there are keys, whether they look random, and how old their file is. */
export async function checkKeys(
  settings: Settings,
  now: number,
): Promise<Finding[]> {
  const file = keysFile(settings);
  if (settings.jwtKeys !== null) {
    return judge("JWT_KEYS", () => Promise.resolve(settings.jwtKeys ?? ""));
  }
  if (file === null) return [withoutKeys(settings)];
  const modified = await modifiedAt(file);
  if (modified === null) {
    return [
      finding("ok", `${file} will be created when the app first starts.`),
    ];
  }
  return [
    ...await judge(file, () => Deno.readTextFile(file)),
    ageOf(file, Math.floor((now - modified) / DAY_MS)),
  ];
}

function withoutKeys({ appEnv }: Settings): Finding {
  return appEnv === "production"
    ? finding(
      "fail",
      `JWT_KEYS is not set. Generate it with "${cliName} keys generate".`,
    )
    : finding("ok", "generated at each start, for this process only.");
}

async function judge(
  name: string,
  read: () => Promise<string>,
): Promise<Finding[]> {
  let set: JsonWebKeySet;
  try {
    set = parseKeySet(await read());
  } catch (error) {
    return [
      finding(
        "fail",
        `${name} cannot be used: ${reason(error)}. ` +
          `Generate a new set with "${cliName} keys generate".`,
      ),
    ];
  }
  const guessable = set.keys.filter(looksGuessable).map(({ kid }) => kid);
  return [
    guessable.length > 0
      ? finding(
        "fail",
        `${name} has keys that do not look random: ${guessable.join(", ")}. ` +
          `Generate a new set with "${cliName} keys generate".`,
      )
      : finding(
        "ok",
        `${name} has ${counted(set.keys.length)} of at least 256 bits.`,
      ),
  ];
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

function ageOf(file: string, days: number): Finding {
  return days > OLDEST_DAYS
    ? finding(
      "warn",
      `${file} was last changed ${days} days ago. Rotate the keys with "${cliName} keys rotate".`,
    )
    : finding("ok", `${file} was last changed ${days} days ago.`);
}
