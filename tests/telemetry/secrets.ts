/**
 * Searches a collector's data for secrets.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Collector } from "./collector.ts";

/**
 * Fails when a collector received one of a journey's secrets in any form, or
 * anything that looks like one.
 */
export function assertNoSecret(
  collector: Collector,
  secrets: readonly string[],
): void {
  const all = collector.texts().join("\n");
  assert.ok(secrets.length >= 12, "the journey had its secrets");
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), btoa(secret)]) {
      assert.ok(!all.includes(form), `it received ${form}`);
      if (form.length > 6) assert.ok(!collector.raw().includes(form));
    }
  }
  assert.doesNotMatch(all, /@|token=|stray/);
}
