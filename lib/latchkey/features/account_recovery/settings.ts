/**
 * The settings of account recovery.
 *
 * @module
 */
import type { SettingValues } from "../../settings/schemas.ts";
import { wholeNumber } from "../../settings/schemas.ts";

/** The settings, by the names of their environment variables. */
export const recoverySettings = {
  /** How long a recovery waits in which its owner can stop it. */
  RECOVERY_WAIT_HOURS: wholeNumber({
    from: 1,
    to: 30 * 24,
    means: "hours",
    otherwise: 72,
  }),
};

/** The shortest wait in production: a day and a night, in which the owner sees an email. */
const SHORTEST_HOURS = 24;

/** Refuses a wait in production that is too short for the owner to notice. */
export function unfitForProduction(
  { RECOVERY_WAIT_HOURS: hours }: SettingValues<typeof recoverySettings>,
): Readonly<Record<string, string>> {
  return hours >= SHORTEST_HOURS ? {} : {
    RECOVERY_WAIT_HOURS:
      `is "${hours}", but must be at least ${SHORTEST_HOURS} in production ` +
      "(so that the owner sees the emails in time)",
  };
}
