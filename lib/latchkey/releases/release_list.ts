/**
 * The list of releases, `releases.json`, and the security fixes that a version lacks.
 *
 * @module
 */
import * as v from "valibot";
import { compareVersions, isVersion } from "../version.ts";

const versionShape = v.pipe(
  v.string(),
  v.check(isVersion, "must be a version such as 1.2.3"),
);

const listShape = v.object({
  format: v.literal(1),
  releases: v.pipe(
    v.array(v.object({
      version: versionShape,
      date: v.pipe(v.string(), v.isoDate()),
      security: v.array(v.object({
        severity: v.picklist(["low", "moderate", "high", "critical"]),
        since: versionShape,
        summary: v.pipe(v.string(), v.maxLength(1000)),
      })),
    })),
    v.minLength(1),
  ),
});

/** The list of releases. Its texts come from outside: escape them before showing them. */
export type ReleaseList = v.InferOutput<typeof listShape>;

/** A security problem that a version has and a later one fixes. */
export interface MissingFix {
  readonly severity: "low" | "moderate" | "high" | "critical";
  readonly summary: string;
  /** The version that fixes it. */
  readonly version: string;
  /** The day of that release, as `2026-01-31`. */
  readonly date: string;
}

/** Reads a list; null if it isn't one. */
export function parseReleaseList(json: string): ReleaseList | null {
  const parsed = v.safeParse(
    v.pipe(v.string(), v.parseJson(), listShape),
    json,
  );
  return parsed.success ? parsed.output : null;
}

/** The highest version of a list. */
export function newestVersion({ releases }: ReleaseList): string {
  return releases.map(({ version }) => version).toSorted(compareVersions)
    .at(-1)!;
}

/** The fixes of later releases for problems that a version has, latest release first. */
export function missingFixes(
  { releases }: ReleaseList,
  current: string,
): MissingFix[] {
  return releases.filter(({ version }) => compareVersions(version, current) > 0)
    .toSorted((one, other) => compareVersions(other.version, one.version))
    .flatMap(({ version, date, security }) =>
      security.filter(({ since }) => compareVersions(since, current) <= 0)
        .map(({ severity, summary }) => ({ severity, summary, version, date }))
    );
}
