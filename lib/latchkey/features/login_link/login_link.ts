/**
 * Logging in by a mailed link.
 *
 * @module
 */
import { isGone, mayLogIn } from "../account/account_status.ts";
import {
  consumeToken,
  findToken,
  type FoundToken,
  revokeTokens,
} from "../tokens/one_time_tokens.ts";
import { loginLinkEmail } from "./emails.tsx";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { asClaimed } from "../account/profile.ts";

/** What a link leads to. */
export interface LoginLink {
  readonly user: User;
  /** Whether the person asked to be kept logged in. */
  readonly remembered: boolean;
  /** Where they wanted to go: not looked at yet. */
  readonly next: string;
  /** The SHA-256 of the nonce of the browser that asked. */
  readonly browser: string;
}

/** Who asks for a link, and for what. */
export interface LoginLinkRequest {
  /** As it was typed, whether there is an account or not. */
  readonly address: string;
  /** The SHA-256 of the nonce of the browser that asks. */
  readonly browser: string;
  /** The tag of the language of the page. */
  readonly language: string;
  /** Whether to keep the person logged in. */
  readonly remembered: boolean;
  /** Where to go after logging in: a path of this site. */
  readonly next: string;
}

/** Asks for a mail with a link. Whether there is an account is found out when the mail is made. */
export async function requestLoginLink(
  { mail }: Pick<Services, "mail">,
  request: LoginLinkRequest,
): Promise<void> {
  await mail.send(loginLinkEmail, request);
}

/** What a mailed link leads to; null when it leads nowhere any more. Uses up nothing. */
export async function findLoginLink(
  services: Services,
  token: string,
): Promise<LoginLink | null> {
  return linkOf(services, await findToken(services, "login_link", token));
}

/**
 * Uses a link up; null when it leads nowhere any more.
 *
 * Whoever reads the mail has shown that it is their address. An account where nobody had
 * shown that before may be a stranger's, who signed up with this address and waits for
 * its owner to come: so its sessions are over, its password opens nothing any more, and its
 * name is cleared.
 *
 * @param language The tag of the language of the page.
 */
export async function useLoginLink(
  services: Services,
  token: string,
  language: string,
): Promise<LoginLink | null> {
  const used = await consumeToken(services, "login_link", token);
  const link = linkOf(services, used);
  if (!link || link.user.verifiedAt !== null) return link;
  const user = await services.store.users.secure(link.user.id, {
    passwordHash: "",
    verifiedAt: services.now(),
    ...asClaimed(language),
  });
  await revokeTokens(services, link.user.id, "verify");
  return user && !isGone(user, services.now()) ? { ...link, user } : null;
}

function linkOf(
  services: Services,
  found: FoundToken | null,
): LoginLink | null {
  if (!found || !mayLogIn(services, found.user)) return null;
  const { user, token: { data } } = found;
  return {
    user,
    remembered: data.remembered === "yes",
    next: data.next ?? "/",
    browser: data.browser ?? "",
  };
}
