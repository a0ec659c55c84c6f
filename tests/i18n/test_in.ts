/**
 * Tests that need a language: its words, or its direction.
 *
 * @module
 */
import { languageOf } from "@latchkey/core/i18n";
import { site as SITE } from "../../lib/site.ts";

/** Registers a test that is left out where the site speaks one of these languages no more. */
export function testIn(
  codes: readonly string[],
  name: string,
  fn: () => void | Promise<void>,
): void {
  const ignore = !codes.every((code) => languageOf(SITE, code));
  Deno.test({ name, fn, ignore });
}
