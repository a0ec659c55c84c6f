/**
 * The parts of a version that a release raises.
 *
 * @module
 */

/** The parts of a version that can be raised, most significant last. */
export const BUMPS = ["patch", "minor", "major"] as const;

/** A part of a version that can be raised. */
export type Bump = typeof BUMPS[number];

/** The version after another one. */
export function bumped(version: string, bump: Bump): string {
  const [major, minor, patch] = version.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}
