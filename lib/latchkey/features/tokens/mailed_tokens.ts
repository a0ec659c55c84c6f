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

/** Issues a token and returns the URL of a page with it. */
export async function tokenUrl(
  { services, url }: MailContext,
  path: string,
  token: TokenRequest,
): Promise<string> {
  return url(`${path}?token=${await issueToken(services, token)}`);
}

interface Opened {
  readonly purpose: AccountPurpose;
  readonly user: User;
}

/** Lets an email that gives access to an account use the reserve of the sending limit. */
export function tokenReserve(
  services: Pick<Services, "store" | "now">,
  opened: Opened,
): Reserve {
  return {
    userId: opened.user.id,
    isNeeded: () => hasNoLiveToken(services, opened),
  };
}

/** An unverified address with a tag cannot use the reserve, because anyone can make up tags. */
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
