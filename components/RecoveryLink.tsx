/**
 * The link to a way back without a second factor.
 *
 * @module
 */
import type { Services } from "@latchkey/core";
import { accountRecovery } from "@latchkey/core/features";
import { type FactorPrompt, nextQuery } from "@latchkey/core/http";
import { site } from "../lib/site.ts";
import type { Messages } from "../lib/messages/language.ts";

/**
 * Shown below second factors that can be lost, so not beside an emailed code, unless the site
 * has no recovery or can't send email.
 */
export function RecoveryLink({ factors, next, mail, messages }: {
  factors: readonly FactorPrompt[];
  /** Where to go with a factor that was found: a path of this site. */
  next: string;
  mail: Pick<Services["mail"], "enabled">;
  messages: Messages;
}) {
  if (!mail.enabled || !site.features.includes(accountRecovery)) return null;
  const isEmailed = site.features.some(({ name, factor }) =>
    factor?.asked === "new_device" && factors.some((due) => due.name === name)
  );
  if (isEmailed) return null;
  return (
    <p class="aside">
      <a href={`/auth/account-recovery${nextQuery(next)}`}>
        {messages.accountRecovery.lost}
      </a>
    </p>
  );
}
