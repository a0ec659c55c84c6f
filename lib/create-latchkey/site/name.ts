/**
 * Puts the name of a site into the files that `docs/look.md` lists.
 *
 * @module
 */
import stringWidth from "fast-string-width";
import { SITE } from "./features.ts";
import { type Files, replaceOnce, textOf, writeText } from "./files.ts";

/** The name in the template. */
const TEMPLATE_NAME = "Latchkey";

/** The longest line that `deno fmt` leaves on one line. */
const LINE = 80;

/** The longest part of a file's name that comes from the site's. */
const MAX_SLUG_LENGTH = 40;

/** The size of a name of up to {@linkcode LARGE_WIDTH} characters in the picture. */
const LARGE_FONT = 104;
const LARGE_WIDTH = 18;

/** Replaces the template's name with the site's. */
export function putName(files: Files, name: string): void {
  replaceOnce(files, SITE, `  name: "${TEMPLATE_NAME}",\n`, property(name));
  replaceOnce(
    files,
    "static/manifest.webmanifest",
    `"name": "${TEMPLATE_NAME}"`,
    `"name": ${JSON.stringify(name)}`,
  );
  replaceOnce(
    files,
    ".env.example",
    `# MAIL_FROM=${TEMPLATE_NAME} <`,
    `# MAIL_FROM=${name} <`,
  );
  putInPicture(files, name);
  const offline = "docs/proxy/offline.html";
  const html = textOf(files, offline);
  writeText(
    files,
    offline,
    html.replace(
      / · Latchkey<\/title>/,
      () => ` · ${escaped(name)}</title>`,
    ),
  );
  replaceOnce(
    files,
    "routes/account/(recent)/export.tsx",
    '"latchkey-account.json"',
    JSON.stringify(exportName(name)),
  );
}

/** The line of `lib/site.ts`, as `deno fmt` writes it. */
function property(name: string): string {
  const text = JSON.stringify(name);
  const line = `  name: ${text},`;
  return stringWidth(line) <= LINE ? `${line}\n` : `  name:\n    ${text},\n`;
}

/** Writes the name into the picture of shared links, smaller if it is long. */
function putInPicture(files: Files, name: string): void {
  const path = "static/social.svg";
  replaceOnce(
    files,
    path,
    `aria-label="${TEMPLATE_NAME}: `,
    `aria-label="${escaped(name)}: `,
  );
  replaceOnce(
    files,
    path,
    `>${TEMPLATE_NAME}</text>`,
    `>${escaped(name)}</text>`,
  );
  const width = Math.max(stringWidth(name), LARGE_WIDTH);
  const size = Math.floor(LARGE_FONT * LARGE_WIDTH / width);
  replaceOnce(files, path, `font-size="${LARGE_FONT}"`, `font-size="${size}"`);
}

/** Text in HTML, SVG and their attributes. Names have no quotes and angle brackets. */
function escaped(name: string): string {
  return name.replaceAll("&", "&amp;");
}

/** What a person's exported data are called on their disk: `my-site-account.json`. */
function exportName(name: string): string {
  const slug = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase()
    .replaceAll(/[^a-z\d]+/g, "-").slice(0, MAX_SLUG_LENGTH)
    .replaceAll(/^-|-$/g, "");
  return slug === "" ? "account.json" : `${slug}-account.json`;
}
