/**
 * The command for someone who has lost their second factors: `users reset-factors`.
 *
 * @module
 */
import { command, type Commands } from "../../cli/cli.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { shownAddress } from "../../email/shown_address.ts";
import {
  FELT_AT_ONCE,
  findUser,
  USER,
  userView,
} from "../account/named_user.ts";
import {
  MAX_REASON_LENGTH,
  readReason,
  resetFactors,
} from "./reset_factors.ts";

const reset = command({
  summary: "Remove second factors and linked logins of an account.",
  details:
    "Removes all of them and ends its sessions, for someone who has lost them. First make sure that you are talking to the " +
    "owner: anyone with the password, or with their email, can then log in. The owner " +
    "is told by email and can undo it.",
  examples: [
    'users reset-factors ada@example.com --reason "Lost her phone, called us back"',
  ],
  args: { user: USER },
  options: {
    reason: {
      about:
        `why, for the account's activity, which its owner can read; up to ${MAX_REASON_LENGTH} characters`,
      required: true,
      parse(text: string): string {
        const reason = readReason(text);
        if (reason !== null) return reason;
        throw new CommandFailure(
          "usage",
          `--reason must be 1 to ${MAX_REASON_LENGTH} characters on one line.`,
        );
      },
    },
  },
  async run({ services }, { user: name, reason }) {
    const user = await findUser(services, name);
    const word = shownAddress(user.address);
    const removed = await resetFactors(await services.openAll(), user, reason);
    if (removed.length === 0) {
      throw new CommandFailure(
        "not_found",
        `${word} has no second factor and no linked login.`,
      );
    }
    const kinds = removed.map((kind) => kind.replaceAll("_", " ")).join(", ");
    return {
      text: `Removed from ${word}: ${kinds}. Ended its sessions.`,
      json: { user: userView(user), removed },
      advice: `${FELT_AT_ONCE} The owner is told by email.`,
    };
  },
});

/** The commands. */
export const factorCommands: Commands = { "users reset-factors": reset };
