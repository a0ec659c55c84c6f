/**
 * Semantic versions of three numbers.
 *
 * @module
 */

const collator = new Intl.Collator("en", { numeric: true });

/** The parts of a version that can be raised, most significant last. */
export const BUMPS = ["patch", "minor", "major"] as const;

/** A part of a version that can be raised. */
export type Bump = typeof BUMPS[number];

/** Whether a text is a version such as `1.2.3`. There are no pre-releases. */
export function isVersion(text: string): boolean {
  return /^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/.test(text);
}

/** Compares two versions, for `sort`: negative if the first is lower. */
export function compareVersions(one: string, other: string): number {
  return collator.compare(one, other);
}

/** The version after another one. */
export function bumped(version: string, bump: Bump): string {
  const [major, minor, patch] = version.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}
