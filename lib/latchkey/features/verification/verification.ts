/**
 * Showing that one reads mail at the address of the account.
 *
 * @module
 */
import { isGone, mayLogIn } from "../account/account_status.ts";
import { recordActivity } from "../activity/activity.ts";
import { addressKey } from "../../email/address.ts";
import { padResponseTime } from "../../crypto/response_padding.ts";
import { verifyCode } from "../tokens/one_time_codes.ts";
import {
  confirmationsFor,
  consumeToken,
  findToken,
  issueToken,
  revokeLoginTokens,
  revokeTokens,
  useUp,
} from "../tokens/one_time_tokens.ts";
import { verificationEmail } from "./emails.tsx";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { asClaimed } from "../account/profile.ts";

/** Where a proof comes from. */
export interface Confirming {
  /** The SHA-256 of the nonce of the browser that confirms, or empty. */
  readonly browser: string;
  /** The id of the user who is logged in there; null when nobody is. */
  readonly loggedInAs: string | null;
  readonly clientInfo: ClientInfo;
}

/** An account whose address a mailed link confirms. */
export interface Confirmation {
  readonly user: User;
  /**
   * Whether the browser asked for the mail or is logged in to the account. Elsewhere the
   * mail alone will not do: a stranger may have made the account with somebody's address
   * and a password of theirs, and wait for its owner to confirm it (A. Sudhodanan and
   * A. Paverd, "Pre-hijacked accounts", USENIX Security 2022).
   */
  readonly own: boolean;
}

/** A code as it was typed, and the address it is for. */
export interface TypedCode {
  readonly address: string;
  readonly code: string;
}

/** Trying a code takes a few milliseconds, and a little longer where there is one. */
const CODE_STEP_MS = 25;

/** How long the page that follows a code is good: a quarter of an hour. */
const AFTER_CODE_SECONDS = 15 * 60;

/** An account that wants another email to confirm its address. */
export interface VerificationRequest {
  readonly userId: string;
  /** The SHA-256 of the nonce of the browser that asks. */
  readonly browser: string;
  /** The tag of the language of the page. */
  readonly language: string;
}

/** Requests another email with a link and a code. */
export async function requestVerification(
  { mail }: Pick<Services, "mail">,
  request: VerificationRequest,
): Promise<void> {
  await mail.send(verificationEmail, request);
}

/** What a mailed link would confirm; null when it confirms nothing any more. Uses up nothing. */
export async function findConfirmation(
  services: Services,
  token: string,
  from: Confirming,
): Promise<Confirmation | null> {
  const found = await findToken(services, "verify", token);
  if (found?.user.verifiedAt !== null) return null;
  const { user, token: { data } } = found;
  const askedHere = from.browser !== "" && data.browser === from.browser;
  return { user, own: askedHere || from.loggedInAs === user.id };
}

/**
 * Confirms by a mailed link; null when that does nothing any more. For who has shown that
 * the account is theirs. The link is used up last, so that it survives a store that fails;
 * of two clicks at once, the one that uses it up is the one that counts.
 */
export async function confirmByLink(
  services: Services,
  token: string,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const found = await findToken(services, "verify", token);
  if (!found) return null;
  const user = await markConfirmed(services, found.user);
  if (!user || !await useUp(services, found)) return null;
  // Of two clicks at once, one may mark the address and the other use up the link.
  await noteConfirmed(services, user, clientInfo);
  return user;
}

/**
 * Gives an account to who reads mail at its address and does not know its password: every
 * session is over, what was asked for under the password is void, and the name is cleared.
 *
 * @param from.language The tag of the language of the page.
 * @returns A token by which they set a new password; null when the link does nothing any more.
 */
export async function claimByLink(
  services: Services,
  token: string,
  { clientInfo, language }: {
    readonly clientInfo: ClientInfo;
    readonly language: string;
  },
): Promise<string | null> {
  const used = await consumeToken(services, "verify", token);
  if (!used) return null;
  const { id, verifiedAt } = used.user;
  if (verifiedAt !== null) return null;
  const user = await services.store.users.secure(id, {
    passwordHash: "",
    ...asClaimed(language),
  });
  if (!user || isGone(user, services.now())) return null;
  await revokeLoginTokens(services, id);
  await revokeTokens(services, id, "change_address");
  await confirm(services, user, clientInfo);
  return await issueToken(services, { purpose: "recover", user });
}

/**
 * What a code did. `confirmed`: it is done. `mailed`: the mail was read, and the token leads
 * to where the rest is asked for, see {@linkcode Confirmation.own}.
 */
export type CodeResult =
  | { readonly is: "confirmed"; readonly user: User }
  | { readonly is: "mailed"; readonly token: string };

/**
 * Uses the code of a mail; null when it is wrong or too old. For an address without an
 * account the same work gives null, and always at an even time.
 */
export async function confirmByCode(
  services: Services,
  { address, code }: TypedCode,
  { browser, loggedInAs, clientInfo }: Confirming,
): Promise<CodeResult | null> {
  const began = performance.now();
  const account = addressKey(address);
  const user = await services.store.users.byAddressKey(account);
  // Now, since the right code uses them up; of nobody's mails there are none.
  const mailed = await confirmationsFor(
    services,
    user?.id ?? account,
    browser,
  );
  const right = await verifyCode(services, { account, user }, "verify", code);
  await padResponseTime(began, CODE_STEP_MS);
  if (!user || !right || !mayLogIn(services, user)) return null;
  const own = loggedInAs === user.id || mailed.length > 0;
  if (!own) return { is: "mailed", token: await tokenFor(services, user) };
  const confirmed = await confirm(services, user, clientInfo);
  return confirmed && { is: "confirmed", user: confirmed };
}

/** Does what the link of the mail does, which the code has revoked. */
function tokenFor(services: Services, user: User): Promise<string> {
  return issueToken(services, {
    purpose: "verify",
    user,
    lifetimeSeconds: AFTER_CODE_SECONDS,
  });
}

async function confirm(
  services: Services,
  user: User,
  clientInfo: ClientInfo,
): Promise<User | null> {
  const confirmed = await markConfirmed(services, user);
  if (confirmed && confirmed !== user) {
    await noteConfirmed(services, confirmed, clientInfo);
  }
  return confirmed;
}

/** The user with the address confirmed, the same one if it was; null when the account is gone by now. */
async function markConfirmed(
  { store, now }: Services,
  user: User,
): Promise<User | null> {
  if (user.verifiedAt !== null) return user;
  const confirmed = await store.users.update(user.id, { verifiedAt: now() });
  // Its days may have run out meanwhile: then it is about to be removed.
  return confirmed && !isGone(confirmed, now()) ? confirmed : null;
}

function noteConfirmed(services: Services, user: User, clientInfo: ClientInfo) {
  return recordActivity(services, user, "address_verified", clientInfo);
}
