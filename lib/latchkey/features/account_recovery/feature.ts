/** @module */
import { minute } from "../../cli/table.ts";
import { defineFeature } from "../../feature.ts";
import { recoveryCommands } from "./commands.ts";
import {
  recoveryCancelledEmail,
  recoveryCompletedEmail,
  recoveryEndingEmail,
  recoveryReadyEmail,
  recoveryStartedEmail,
} from "./emails.tsx";
import { createRecoveries } from "./recoveries.ts";
import { recoverySettings, unfitForProduction } from "./settings.ts";
import { recoverySchema } from "./tables.ts";

/** How often recoveries advance, in seconds. */
const STEP_SECONDS = 60;

/**
 * A way back for people who lost every second factor: after a wait in which the owner can stop
 * it, a link in an email removes them. Its pages are in `routes/auth/account-recovery/`.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { accountRecovery, authenticatorApp } from "@latchkey/core/features";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * defineSite({
 *   name: "Books",
 *   languages: [ENGLISH],
 *   features: [authenticatorApp, accountRecovery],
 * });
 * ```
 */
export const accountRecovery = defineFeature({
  name: "account_recovery",
  commandSummary: "List and stop recoveries of accounts without a factor.",
  ...recoverySchema,
  settings: recoverySettings,
  unfitForProduction,
  emails: [
    recoveryStartedEmail,
    recoveryEndingEmail,
    recoveryReadyEmail,
    recoveryCancelledEmail,
    recoveryCompletedEmail,
  ],
  queries: createRecoveries,
  jobs: {
    advance: {
      everySeconds: STEP_SECONDS,
      run: async (recoveries, signal) =>
        void await recoveries.advanceAll(signal),
    },
  },
  commands: recoveryCommands,
  async counts(recoveries) {
    const running = await recoveries.listStatus();
    const ready = running.filter(({ isReady }) => isReady).length;
    return { running: running.length, ready };
  },
  async describeUser(recoveries, userId): Promise<Record<string, string>> {
    const recovery = await recoveries.status(userId);
    if (!recovery) return {};
    const { startedAt, dueAt, isReady } = recovery;
    const ready = isReady ? "ready since" : "ready at";
    const [from, until] = [minute(startedAt), minute(dueAt)];
    return { Recovery: `started ${from} UTC, ${ready} ${until} UTC` };
  },
  async ownerConfirmed(recoveries, { userId, by, clientInfo: client }) {
    await recoveries.cancel(userId, { by, client });
  },
});
