/**
 * The version of Latchkey, and versions of its releases: three numbers, as in Semantic
 * Versioning 2.0.0, without pre-releases. `deno.json` beside this file is the one place that
 * has the version.
 *
 * @module
 */
import config from "./deno.json" with { type: "json" };

/** The version of the library, such as `1.2.3`. */
export const VERSION: string = config.version;

/** Whether a text is a version, such as `1.2.3`. */
export function isVersion(text: string): boolean {
  return /^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/.test(text);
}

/** Compares two versions, for `sort`: negative if the first is lower. */
export function compareVersions(one: string, other: string): number {
  const [ours, theirs] = [one, other].map((version) =>
    version.split(".").map(Number)
  );
  const at = ours.findIndex((part, place) => part !== theirs[place]);
  return at === -1 ? 0 : ours[at] - theirs[at];
}
