/**
 * The settings of account recovery.
 *
 * @module
 */
import type { SettingValues } from "../../settings/schemas.ts";
import { wholeNumber } from "../../settings/schemas.ts";
import { TOKEN_SECONDS } from "../tokens/token_purposes.ts";

const HOUR_SECONDS = 60 * 60;

/**
 * The longest wait: as long as a former address is reserved. A thief who changes the address and then
 * starts a recovery can't wait until nobody is told of its end.
 */
export const LONGEST_HOURS = TOKEN_SECONDS.undo_address / HOUR_SECONDS;

/** The settings, by the names of their environment variables. */
export const recoverySettings = {
  /** How long a recovery waits in which its owner can stop it. */
  RECOVERY_WAIT_HOURS: wholeNumber({
    from: 1,
    to: LONGEST_HOURS,
    means: "hours, at most the 7 days in which former addresses get emails",
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
