/**
 * Tests that depend on a language's messages or direction.
 *
 * @module
 */
import { languageOf } from "@latchkey/core/i18n";
import { SITE } from "../tested_site.ts";

/**
 * Registers a test that is skipped when the site no longer has one of these
 * languages.
 */
export function testIn(
  codes: readonly string[],
  name: string,
  fn: () => void | Promise<void>,
): void {
  const ignore = !codes.every((code) => languageOf(SITE, code));
  Deno.test({ name, fn, ignore });
}
