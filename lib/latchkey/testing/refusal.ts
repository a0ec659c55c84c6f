/** @module */
import assert from "node:assert/strict";
import { readSettings, SettingsError } from "../settings/settings.ts";
import { TEST_SITE } from "./site.ts";

/** The error of `readSettings` for an invalid environment. */
export function refusal(env: Record<string, string>): SettingsError {
  try {
    readSettings(TEST_SITE, env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
}
