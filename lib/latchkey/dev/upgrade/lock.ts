/**
 * The site's `deno.lock` after an upgrade: the packages of the new release, and the site's own.
 *
 * @module
 */
import { run } from "./run.ts";
import { parsed } from "./merge_json.ts";

/** The file, from the site's folder on. */
export const LOCK_FILE = "deno.lock";

/** What a lock file lists by name. */
const SECTIONS = ["specifiers", "jsr", "npm", "redirects", "remote"];

/**
 * The lock file of the new release, and in it what the site added to that of the former one:
 * its own packages keep the versions that they have. Null if one of them is no lock file.
 */
export function mergeLocks(
  { base, site, next }: Readonly<Record<"base" | "site" | "next", Uint8Array>>,
): Uint8Array<ArrayBuffer> | null {
  const [former, own, released] = [parsed(base), parsed(site), parsed(next)];
  if (former === null || own === null || released === null) return null;
  if (own.version !== released.version) return null;
  const merged: Record<string, unknown> = { ...released };
  for (const section of SECTIONS) {
    const additions = added(former, own, section);
    if (additions.length === 0) continue;
    const all = {
      ...Object.fromEntries(additions),
      ...objectIn(released, section),
    };
    merged[section] = Object.fromEntries(Object.entries(all).toSorted(byName));
  }
  const [before, present, after] = [former, own, released].map(dependenciesOf);
  const imported = present.filter((each) => !before.includes(each));
  if (imported.length > 0) {
    merged.workspace = {
      ...objectIn(released, "workspace"),
      dependencies: [...new Set([...after, ...imported])].toSorted(),
    };
  }
  // Deno formats it in another way, which is kept if nothing was added.
  return JSON.stringify(merged) === JSON.stringify(released)
    ? new Uint8Array(next)
    : new TextEncoder().encode(JSON.stringify(merged, null, 2) + "\n");
}

/** What the site has in a section, and its former release had not. */
function added(
  former: object,
  own: object,
  section: string,
): [string, unknown][] {
  const before = objectIn(former, section);
  return Object.entries(objectIn(own, section))
    .filter(([name]) => !Object.hasOwn(before, name));
}

/** As Deno sorts them. */
function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function objectIn(lock: object, section: string): Record<string, unknown> {
  const value: unknown = Reflect.get(lock, section);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The packages that `deno.json` imports. */
function dependenciesOf(lock: object): string[] {
  const { dependencies } = objectIn(lock, "workspace");
  return Array.isArray(dependencies) ? dependencies.map(String) : [];
}

/**
 * Has Deno drop what the merged `deno.json` no longer needs and add what is missing.
 *
 * @returns Why it can't; null if it could.
 */
export async function renewLock(root: string): Promise<string | null> {
  const { code, stderr } = await run("deno", RENEWAL, root);
  return code === 0 ? null : stderr.replace(/\s*Stack backtrace:[^]*$/, "");
}

const RENEWAL = ["install", "--quiet", "--lockfile-only", "--frozen=false"];

/** What a person runs instead. */
export const RENEW_BY_HAND = "deno install --lockfile-only --frozen=false";
