/**
 * Removes features of the library from a site: their lines in `lib/site.ts`, and the folders and
 * settings that the list there names.
 *
 * @module
 */
import { type Files, removeAll, textOf, writeText } from "./files.ts";

/** The file that lists the features of a site. */
export const SITE = "lib/site.ts";

/** The file that shows all settings. */
const SETTINGS = ".env.example";

/** The longest line that `deno fmt` leaves on one line. */
const LINE = 80;

/** What belongs to a feature that can be removed. */
export interface Removable {
  /** Its files, and its folders with a slash at the end. */
  readonly paths: readonly string[];
  /** Its settings in `.env.example`. */
  readonly settings: readonly string[];
}

/**
 * The features that can be removed.
 *
 * @param site The text of `lib/site.ts`, whose comment lists them.
 */
export function removableFeatures(site: string): Map<string, Removable> {
  const entries = site.matchAll(/^ +\* - (\w+): (.+(?:\n +\* {3}.+)*)$/gm);
  return new Map([...entries].map(([, name, list]) => {
    const parts = list.split(/,(?:\n +\*)? +/);
    return [name, {
      paths: parts.filter((part) => !isSetting(part)),
      settings: parts.filter(isSetting),
    }];
  }));
}

function isSetting(part: string): boolean {
  return /^[A-Z_]+$/.test(part);
}

/** The text of `lib/site.ts` without the lines of some features. */
export function withoutFeatures(
  site: string,
  removed: readonly string[],
): string {
  const shorter = removed.reduce(withoutLines, site)
    .replace(/features: \[\s+\]/, "features: []")
    .replace(
      /import \{([^}]*)\} from "@latchkey\/core\/features";\n/,
      (_, names: string) => importOf(namesIn(names), removed),
    );
  return removableFeatures(shorter).size > 0 ? shorter : shorter.replace(
    / To remove one, delete [^:]+:\n +\*\n/,
    "\n",
  );
}

/** The text of `.env.example` without the paragraphs about some settings. */
export function withoutSettings(
  example: string,
  removed: readonly string[],
): string {
  const isAboutRemoved = (paragraph: string) =>
    removed.some((name) => paragraph.includes(`\n# ${name}=`));
  const paragraphs = example.trimEnd().split("\n\n");
  return `${
    paragraphs.filter((paragraph) => !isAboutRemoved(paragraph)).join("\n\n")
  }\n`;
}

/** Removes features, with their folders and settings, from the files of a site. */
export function removeFeatures(files: Files, names: readonly string[]): void {
  const site = textOf(files, SITE);
  const all = removableFeatures(site);
  const removed = names.flatMap((name) => all.get(name) ?? []);
  for (const path of removed.flatMap(({ paths }) => paths)) {
    removeAll(files, path);
  }
  writeText(files, SITE, withoutFeatures(site, names));
  writeText(
    files,
    SETTINGS,
    withoutSettings(
      textOf(files, SETTINGS),
      removed.flatMap(({ settings }) => settings),
    ),
  );
}

/** Removes the lines about one feature from the comment and from the list. */
function withoutLines(site: string, name: string): string {
  return site
    .replace(new RegExp(`^ +\\* - ${name}: .+\\n(?: +\\* {3}.+\\n)*`, "m"), "")
    .replace(`    ${name},\n`, "");
}

function namesIn(list: string): string[] {
  return list.split(",").map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The import of the features that stay, as `deno fmt` writes it. */
function importOf(
  names: readonly string[],
  removed: readonly string[],
): string {
  const left = names.filter((name) => !removed.includes(name));
  if (left.length === 0) return "";
  const from = 'from "@latchkey/core/features";';
  const line = `import { ${left.join(", ")} } ${from}`;
  return line.length <= LINE
    ? `${line}\n`
    : `import {\n${left.map((name) => `  ${name},\n`).join("")}} ${from}\n`;
}
