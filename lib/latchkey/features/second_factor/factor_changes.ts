/**
 * What every change of a second factor entails.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { emailedClient } from "../session/emailed_client.ts";
import { factorAddedEmail, factorRemovedEmail } from "./emails.tsx";

/**
 * Records that a factor was added or removed, and tells the owner, with a "This wasn't me"
 * link that undoes it (OWASP ASVS 5.0 §6.3.7). Browsers that were trusted because of a factor
 * that is gone are trusted no more.
 *
 * @param name What its owner calls it; shown in the activity.
 */
export async function recordFactorChange(
  services: Services,
  user: Pick<User, "id">,
  { change, name, clientInfo }: {
    readonly change: "factor_added" | "factor_removed";
    readonly name: string;
    readonly clientInfo: ClientInfo;
  },
): Promise<void> {
  if (change === "factor_removed") {
    await services.store.trustedBrowsers.endAll(user.id);
  }
  await recordActivity(services, user, change, clientInfo, name);
  const email = change === "factor_added"
    ? factorAddedEmail
    : factorRemovedEmail;
  await services.mail.send(email, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
}
