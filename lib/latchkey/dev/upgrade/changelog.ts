/**
 * The notes of a release's `CHANGELOG.md`, in the format of Keep a Changelog 1.1.0.
 *
 * @module
 */
import { compareVersions, isVersion } from "../../version.ts";

/** The notes of one version. */
export interface Notes {
  readonly version: string;
  /** Markdown, without the heading. */
  readonly text: string;
}

/** The notes of the versions after `from` up to `to`, in the order of the file. */
export function notesBetween(
  changelog: string,
  from: string,
  to: string,
): Notes[] {
  return changelog.replaceAll("\r\n", "\n").split(/^## /m).slice(1)
    .map((section) => {
      const [heading, ...lines] = section.split("\n");
      const version = /^\[?v?([^\]\s]+)/.exec(heading)?.[1] ?? "";
      return { version, text: printable(withoutLinks(lines.join("\n"))) };
    })
    .filter(({ version }) =>
      isVersion(version) && compareVersions(version, from) > 0 &&
      compareVersions(version, to) <= 0
    );
}

/** Without the addresses of versions, which stand at the end of the file. */
function withoutLinks(text: string): string {
  return text.replaceAll(/^\[[^\]]+\]:\s+\S+\s*$/gm, "").trim();
}

/** Without control characters, which could change what a terminal shows. */
function printable(text: string): string {
  // deno-lint-ignore no-control-regex -- Line feeds stay.
  return text.replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, " ");
}
