/**
 * One-time tokens in emails.
 *
 * @module
 */
import type { Reserve } from "../../email/define_email.ts";
import { hasTag } from "../../email/limits.ts";
import type { MailContext } from "../../email/mail_context.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import {
  type AccountPurpose,
  isLive,
  issueToken,
  type TokenRequest,
} from "./one_time_tokens.ts";

/** The URL of a page with a token made for it. */
export async function tokenUrl(
  { services, url }: MailContext,
  path: string,
  token: TokenRequest,
): Promise<string> {
  return url(`${path}?token=${await issueToken(services, token)}`);
}

/** What a mailed token opens. */
interface Opened {
  readonly purpose: AccountPurpose;
  readonly user: User;
}

/** The reserve of an email whose token lets its reader into an account. */
export function tokenReserve(
  services: Pick<Services, "store" | "now">,
  opened: Opened,
): Reserve {
  return {
    userId: opened.user.id,
    isNeeded: () => hasNoLiveToken(services, opened),
  };
}

/** An account at an address with a tag has the reserve only once it is verified: anyone can make up tags. */
async function hasNoLiveToken(
  { store, now }: Pick<Services, "store" | "now">,
  { purpose, user }: Opened,
): Promise<boolean> {
  if (hasTag(user.address) && user.verifiedAt === null) return false;
  const tokens = await store.oneTimeTokens.listOf(user.id);
  return !tokens.some((token) =>
    token.purpose === purpose && token.addressKey === user.addressKey &&
    isLive(token, now())
  );
}
