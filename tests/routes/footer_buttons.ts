/**
 * The buttons of the footer, without a script.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Visitor } from "../site.ts";
import { SITE } from "../tested_site.ts";

/**
 * Presses a footer button and follows the redirect. Sites with one language have no button for
 * it: the page has to be kept just as well when the colours change.
 */
export async function press(
  visitor: Visitor,
  html: string,
  wanted: Record<string, string> = { theme: "dark" },
): Promise<string> {
  const foot = html.slice(html.indexOf("<footer>"));
  const isOffered = !("language" in wanted) || SITE.languages.length > 1;
  const button = isOffered ? wanted : { theme: "dark" };
  const hidden = foot.matchAll(/type="hidden" name="(\w+)" value="(.*?)"/g);
  const fields = {
    ...Object.fromEntries(
      [...hidden].map(([, name, value]) => [name, unescaped(value)]),
    ),
    ...button,
  };
  const answer = await visitor.post("/preferences", fields);
  await answer.body?.cancel();
  const location = answer.headers.get("location")!;
  assert.match(location, /^\//);
  const page = answer.status === 307
    ? await visitor.post(location, fields)
    : await visitor.get(location);
  const shown = await page.text();
  assert.ok(page.status < 500);
  const [[name, value]] = Object.entries(button);
  assert.match(
    shown,
    new RegExp(`name="${name}" value="${value}"[^>]* aria-pressed="true"`),
  );
  return shown;
}

export function unescaped(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}
