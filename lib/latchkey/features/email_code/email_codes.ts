/**
 * Codes by email, for a login on a device that the account doesn't know.
 *
 * @module
 */
import type { Limit } from "../../limits/buckets.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { FactorSending, SentFactor } from "../../factor.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { strongFactorsOf } from "../second_factor/factors.ts";
import { emailedClient } from "../session/emailed_client.ts";
import { hasCode, issueCode, verifyCode } from "../tokens/one_time_codes.ts";
import { emailCodeEmail } from "./emails.tsx";

/**
 * Emails to one account: 5 at once, then six an hour, which is below the limit of notices, so
 * none of them is dropped without a word. Only people who know the password can use them up.
 */
const SENDING_LIMIT: Limit = { burst: 5, refillSeconds: 600 };

const sendingLimit = rateLimit("email-code", { account: SENDING_LIMIT });

type CodeServices = Pick<
  Services,
  "site" | "use" | "store" | "keys" | "mail" | "now"
>;

/** The codes of a site. */
export function createEmailCodes(
  services: CodeServices,
  { forNewDevices }: { readonly forNewDevices: boolean },
) {
  const { mail, store } = services;
  return {
    /**
     * Whether an account can use codes by email: its address is confirmed, and either they
     * are asked for on new devices or the account has nothing else to prove its owner with.
     */
    async isOffered(user: User): Promise<boolean> {
      if (!mail.enabled || user.verifiedAt === null) return false;
      if (forNewDevices) return true;
      return user.passwordHash === "" &&
        (await strongFactorsOf(services, user)).length === 0;
    },

    /** Emails a code, which replaces the previous one. Returns how long to wait if there were too many. */
    async send(sending: FactorSending): Promise<Denied | null> {
      const { user, boundTo, purpose, language, clientInfo } = sending;
      const target = { client: null, account: user.id };
      const denied = await sendingLimit.take(services, target);
      if (denied) return denied;
      // Nobody knows this code. It records that one is on its way: the email issues its own.
      await issueCode(services, user, "email_code", boundTo);
      await mail.send(emailCodeEmail, {
        userId: user.id,
        boundTo,
        purpose,
        language,
        ...emailedClient(services, clientInfo),
      });
      return null;
    },

    /** Whether a code was sent that can still be entered. */
    async isSent({ user, boundTo }: FactorSending): Promise<SentFactor> {
      if (!await hasCode(services, user, "email_code", boundTo)) return "no";
      const queued = await store.mailQueue.listOf(user.id);
      return queued.some(({ kind, data, lastError }) =>
          kind === emailCodeEmail.kind && data.boundTo === boundTo &&
          lastError !== ""
        )
        ? "delayed"
        : "yes";
    },

    /** Uses up a code. Only the newest of the same login works, and five times at most. */
    verify(
      { user, boundTo }: FactorSending,
      typed: string,
    ): Promise<boolean> {
      const attempt = { account: user.addressKey, user, boundTo };
      return verifyCode(services, attempt, "email_code", typed);
    },
  };
}
