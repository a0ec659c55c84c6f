/**
 * The settings of account recovery.
 *
 * @module
 */
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
