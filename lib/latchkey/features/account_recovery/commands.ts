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
import type { Recoveries } from "./recoveries.ts";
import type { Recovery } from "./tables.ts";
import { dueAt } from "./timing.ts";

/** The commands, by name. */
export function recoveryCommands(
  command: CommandMaker<CommandContext<Recoveries>>,
) {
  return {
    "account-recovery list": command({
      summary: "List account recoveries that are running.",
      examples: ["account-recovery list"],
      async run({ services: { store, now }, queries }) {
        const running = await queries.listRunning();
        const listed = await Promise.all(running.map(async (recovery) => {
          const user = await store.users.byId(recovery.userId);
          const address = shownAddress(user?.address ?? "");
          return { address, ...viewOf(recovery, now()) };
        }));
        return {
          text: await table(listed, {
            "STARTED (UTC)": ({ startedAt }) => minute(startedAt),
            READY: ({ readyAt }) => minute(readyAt),
            STATE: ({ state }) => state,
            EMAILS: ({ emails }) => String(emails),
            ACCOUNT: ({ address }) => address,
          }, "No account recovery is running."),
          json: {
            recoveries: listed.map(({ startedAt, readyAt, ...view }) => ({
              ...view,
              startedAt: isoTime(startedAt),
              readyAt: isoTime(readyAt),
            })),
          },
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

/** A recovery as commands show it. Times are in milliseconds since the epoch. */
function viewOf(recovery: Recovery, now: number) {
  const { id, userId, stage, startedAt, notices } = recovery;
  return {
    id,
    userId,
    state: stage === "ready" ? "ready" : "waiting",
    startedAt,
    /** When it is ready unless something delays it, or since when it is. */
    readyAt: dueAt(recovery, now),
    emails: notices,
  };
}
