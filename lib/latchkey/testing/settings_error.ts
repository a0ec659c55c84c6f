/** @module */
import assert from "node:assert/strict";
import { readSettings, SettingsError } from "../settings/settings.ts";
import { TEST_SITE } from "./site.ts";

/** The message of `readSettings` about a rejected environment. */
export function settingsError(env: Record<string, string>): SettingsError {
  try {
    readSettings(TEST_SITE, env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
}
