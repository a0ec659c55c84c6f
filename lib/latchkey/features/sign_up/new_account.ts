/**
 * Creating the account of a sign-up, whatever its owner will log in with.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import { isGone } from "../account/account_status.ts";
import { newUser } from "../account/new_user.ts";
import { recordActivity } from "../activity/activity.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import { signUpEmail } from "./emails.tsx";
import type { Profile } from "../../forms/profile_fields.ts";
import type { Invitation, Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { removeAccounts } from "../deletion/deletion.ts";
import { admissionOf } from "./sign_up_access.ts";

/** A person who signs up, and where. */
export interface NewAccount {
  readonly address: string;
  /** Empty if the person gave none. */
  readonly name: string;
  /** Values of the site's `profileFields`. */
  readonly profile?: Profile;
  /** The language tag of the page, which the account keeps. */
  readonly language: string;
  /** The browser's binding, as `bindBrowser` returns it. */
  readonly browser: string;
  readonly clientInfo: ClientInfo;
  /** Null if sign-up is open. */
  readonly invitation: Invitation | null;
}

/** What the person will log in with. */
export interface FirstCredential {
  /** Empty for an account without a password. */
  readonly passwordHash: string;
  /** The account's id, if the credential is already bound to one. An invitation has its own. */
  readonly id?: string;
  /** Stores it, in the transaction that creates the account. */
  store?(db: Db): Promise<unknown>;
}

/**
 * Creates an account with an unconfirmed address, and emails a link and code to confirm it. If
 * the address already has an account, the work is the same and its owner is notified.
 *
 * @returns `used` if someone else has used the invitation.
 */
export async function createAccount(
  services: Services,
  request: NewAccount,
  { passwordHash, id, store }: FirstCredential,
): Promise<"made" | "used"> {
  const { invitation, ...person } = request;
  const account = newUser(services, { ...person, passwordHash });
  const user = { ...account, id: invitation?.id ?? id ?? account.id };
  const isFirst = !invitation ||
    await consumeInvitation(services, invitation, request);
  if (isFirst === null) return "used";
  await releaseAddress(services, user.addressKey);
  const email = await services.mail.prepare(
    signUpEmail,
    emailData(request, user.id),
  );
  // The second of two clicks has already sent the email, unless the first failed halfway.
  const isTold = (isMade: boolean) => isFirst || isMade;
  // In one transaction: another sign-up that finds the account relies on its email.
  const isMade = await services.store.users.create(user, {
    own: store,
    then: async (db, isMade) => isTold(isMade) && await email?.queue(db),
  });
  if (isTold(isMade)) {
    email?.leave();
    await record(services, request, isMade ? user : null);
  }
  return "made";
}

/**
 * A repeated sign-up of the same browser: nothing is created, but the person may need another
 * email. {@linkcode signUpEmail} decides, whether the address has an account or not.
 */
export async function repeatSignUp(
  services: Services,
  request: NewAccount,
): Promise<void> {
  await services.mail.send(signUpEmail, emailData(request, randomId()));
  await record(services, request, null);
}

/** Uses an invitation, as `Admission.consume` does. */
async function consumeInvitation(
  services: Services,
  invitation: Invitation,
  { address }: Pick<NewAccount, "address">,
): Promise<boolean | null> {
  const admission = admissionOf(services.site);
  return await admission?.consume(services, invitation, address) ?? null;
}

function emailData(
  { address, browser, language }: NewAccount,
  userId: string,
) {
  return { address, userId, browser, language };
}

/** Records the sign-up; without a new account, as a decoy record. */
async function record(
  services: Services,
  { clientInfo }: NewAccount,
  account: User | null,
): Promise<void> {
  await recordActivity(services, account, "signed_up", clientInfo);
}

/** Releases an address whose account is past its grace period. */
async function releaseAddress(
  services: Services,
  key: string,
): Promise<void> {
  const holder = await services.store.users.byAddressKey(key);
  if (holder && isGone(holder, services.now())) {
    await removeAccounts(services, [holder.id]);
  }
}
