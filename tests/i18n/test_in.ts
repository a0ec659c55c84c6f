/**
 * Tests that need a language: its words, or its direction.
 *
 * @module
 */
import { languages } from "../../lib/latchkey/i18n/languages.ts";

/** Registers a test that is left out where the site speaks one of these languages no more. */
export function testIn(
  codes: readonly string[],
  name: string,
  fn: () => void | Promise<void>,
): void {
  Deno.test({ name, fn, ignore: !codes.every((code) => languages.has(code)) });
}
