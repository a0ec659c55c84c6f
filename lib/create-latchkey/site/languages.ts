/**
 * Reduces a site to some languages, the default first.
 *
 * @module
 */
import { SITE } from "./features.ts";
import { type Files, textOf, writeText } from "./files.ts";

const OFFLINE = "docs/proxy/offline.html";

/** The constants of languages, such as `german`, by code. */
export type Constants = ReadonlyMap<string, string>;

/**
 * Sets the languages of a site and removes the files of all others. English stays a file even
 * where it is no language of the site: its messages define the types of the others.
 */
export function putLanguages(
  files: Files,
  codes: readonly string[],
  constants: Constants,
): void {
  let site = textOf(files, SITE);
  const chosen = codes.flatMap((code) => constants.get(code) ?? []);
  site = site.replace(
    /^ {2}languages: \[[^\]]*\],$/m,
    `  languages: [${chosen.join(", ")}],`,
  );
  for (const [code, constant] of constants) {
    if (codes.includes(code)) continue;
    const line = `import { ${constant} } from "./messages/${code}.ts";\n`;
    site = site.replace(line, "");
    if (code !== "en") files.delete(`lib/messages/${code}.ts`);
  }
  writeText(files, SITE, site);
  writeText(files, OFFLINE, offlinePage(textOf(files, OFFLINE), codes));
}

/** What the page of a proxy says in one language. */
interface Notice {
  readonly code: string;
  /** ` dir="rtl"`, or nothing. */
  readonly direction: string;
  readonly heading: string;
  /** Lines without indentation. */
  readonly lines: readonly string[];
}

/** The page that a proxy shows while the site is down, in the languages of the site. */
function offlinePage(html: string, codes: readonly string[]): string {
  const start = html.indexOf("      <h1>");
  const end = html.indexOf("    </main>");
  const notices = noticesIn(html.slice(start, end));
  const [first, ...others] = codes.flatMap((code) =>
    notices.filter((notice) => notice.code === code)
  );
  if (!first) return html;
  const body = [
    `      <h1>${first.heading}</h1>\n`,
    ...paragraph(first, "      "),
    ...others.flatMap((notice) => [
      `      <div lang="${notice.code}"${notice.direction}>\n`,
      `        <h2>${notice.heading}</h2>\n`,
      ...paragraph(notice, "        "),
      "      </div>\n",
    ]),
  ];
  return (html.slice(0, start) + body.join("") + html.slice(end))
    .replace(
      '<html lang="en">',
      `<html lang="${first.code}"${first.direction}>`,
    )
    .replace(/<title>[^·]*·/, `<title>${first.heading} ·`);
}

function paragraph({ lines }: Notice, indent: string): string[] {
  return [
    `${indent}<p>\n`,
    ...lines.map((line) => `${indent}  ${line}\n`),
    `${indent}</p>\n`,
  ];
}

/** The notices in all languages: English, which has the first heading, then the others. */
function noticesIn(body: string): Notice[] {
  const found = body.matchAll(
    /(?:<div lang="(\w+)"( dir="rtl")?>\s*)?<h\d>([^<]+)<\/h\d>\s*<p>\n([^]*?)\n *<\/p>/g,
  );
  return [...found].map((
    [, code = "en", direction = "", heading, text],
  ) => ({
    code,
    direction,
    heading,
    lines: text.split("\n").map((line) => line.trim()),
  }));
}
