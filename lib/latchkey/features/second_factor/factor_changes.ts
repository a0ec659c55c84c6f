/**
 * What every change of a second factor entails.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import { recordActivity } from "../activity/activity.ts";
import { firstRecoveryCodes } from "../recovery_codes/first_codes.ts";
import { emailedClient } from "../session/emailed_client.ts";
import type { Session } from "../session/session.ts";
import {
  factorAddedEmail,
  factorRemovedEmail,
  recoveryCodesReplacedEmail,
} from "./emails.tsx";
import { siteFactors, strongFactorsOf } from "./factors.ts";

/** A factor that its owner added or removed. */
export interface ChangedFactor {
  /** What its owner calls it; shown in the activity. */
  readonly name: string;
  readonly clientInfo: ClientInfo;
}

/** What the page shows after a factor was added. */
export interface AddedFactor {
  /** Recovery codes, if it is the account's first strong factor. They can't be shown again. */
  readonly recoveryCodes: readonly string[] | null;
}

/**
 * Completes adding a factor that the person has just shown: it counts as shown in their
 * session, the change is recorded, the owner is told, and the account gets recovery codes if
 * it has none.
 */
export async function addedFactor(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  changed: ChangedFactor,
): Promise<AddedFactor> {
  const user = { id: session.userId };
  await services.store.sessions.proveFactor(session.id, services.now());
  await recordFactorChange(services, user, {
    change: "factor_added",
    ...changed,
  });
  return { recoveryCodes: await firstRecoveryCodes(services, session) };
}

/**
 * Completes removing a factor: the change is recorded and the owner is told. Without a strong
 * factor, recovery codes have nothing to stand in for, so they are removed too.
 */
export async function removedFactor(
  services: Services,
  userId: string,
  changed: ChangedFactor,
): Promise<void> {
  await recordFactorChange(services, { id: userId }, {
    change: "factor_removed",
    ...changed,
  });
  const user = await services.store.users.byId(userId);
  if (!user || (await strongFactorsOf(services, user)).length > 0) return;
  for (const { asked, factor, queries } of siteFactors(services)) {
    if (asked === "instead") await factor.reset?.(queries, userId);
  }
}

/** The email about each change. */
const EMAILS = {
  factor_added: factorAddedEmail,
  factor_removed: factorRemovedEmail,
  recovery_codes_replaced: recoveryCodesReplacedEmail,
};

/**
 * Records that a factor was added, removed or replaced, and tells the owner, with a "This
 * wasn't me" link that undoes it (OWASP ASVS 5.0 §6.3.7). Browsers that were trusted because
 * of a factor that is gone are trusted no more.
 */
export async function recordFactorChange(
  services: Services,
  user: { readonly id: string },
  { change, name, clientInfo }: ChangedFactor & {
    readonly change: keyof typeof EMAILS;
  },
): Promise<void> {
  if (change === "factor_removed") {
    await services.store.trustedBrowsers.endAll(user.id);
  }
  await recordActivity(services, user, change, clientInfo, name);
  await services.mail.send(EMAILS[change], {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
}
