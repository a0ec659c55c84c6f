/**
 * The commands of operators: `account-recovery list` and `account-recovery cancel`.
 *
 * @module
 */
import type { CommandMaker } from "../../cli/command.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { isoTime, minute, table } from "../../cli/table.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { CommandContext } from "../../services.ts";
import { findUser, USER, userView } from "../account/named_user.ts";
import type { Recoveries, RecoveryStatus } from "./recoveries.ts";

/** The commands, by name. */
export function recoveryCommands(
  command: CommandMaker<CommandContext<Recoveries>>,
) {
  return {
    "account-recovery list": command({
      summary: "List account recoveries that are running.",
      examples: ["account-recovery list"],
      async run({ services: { store }, queries }) {
        const running = await queries.listStatus();
        const listed = await Promise.all(running.map(async (recovery) => {
          const user = await store.users.byId(recovery.userId);
          return { ...recovery, address: shownAddress(user?.address ?? "") };
        }));
        return {
          text: await table(listed, {
            "STARTED (UTC)": ({ startedAt }) => minute(startedAt),
            READY: ({ dueAt }) => minute(dueAt),
            STATE: ({ isReady }) => stateOf(isReady),
            EMAILS: ({ notices }) => String(notices),
            ACCOUNT: ({ address }) => address,
          }, "No account recovery is running."),
          json: { recoveries: listed.map(viewOf) },
        };
      },
    }),
    "account-recovery cancel": command({
      summary: "Stop the recovery of an account.",
      examples: ["account-recovery cancel ada@example.com"],
      args: { user: USER },
      async run({ services, queries }, { user: name }) {
        const user = await findUser(services, name);
        const shown = shownAddress(user.address);
        const by = { by: "operator", client: null } as const;
        if (!await queries.cancel(user.id, by)) {
          throw new CommandFailure(
            "failed",
            `No recovery is running for ${shown}.`,
          );
        }
        return {
          text: `The recovery of ${shown} was stopped.`,
          json: { user: userView(user) },
        };
      },
    }),
  };
}

function stateOf(isReady: boolean): string {
  return isReady ? "ready" : "waiting";
}

/** A recovery for `--json`. */
function viewOf(
  { id, userId, address, isReady, startedAt, dueAt, notices }:
    & RecoveryStatus
    & { readonly address: string },
) {
  return {
    id,
    userId,
    address,
    state: stateOf(isReady),
    startedAt: isoTime(startedAt),
    readyAt: isoTime(dueAt),
    emails: notices,
  };
}
