/**
 * One of each email, in one language.
 *
 * @module
 */
import type { Message } from "../../email/transport.ts";
import { deletionEmail } from "../../features/deletion/emails.tsx";
import {
  addressChangedEmail,
  addressRestoredEmail,
  newAddressEmail,
} from "../../features/email_change/emails.tsx";
import { loginLinkEmail } from "../../features/login_link/emails.tsx";
import {
  factorAddedEmail,
  factorAttemptsEmail,
  factorRemovedEmail,
  factorsResetEmail,
  recoveryCodesReplacedEmail,
  recoveryCodeUsedEmail,
} from "../../features/second_factor/emails.tsx";
import {
  passwordChangedEmail,
  passwordRemovedEmail,
} from "../../features/password/emails.tsx";
import { recoveryEmail } from "../../features/recovery/emails.tsx";
import {
  accountRestoredEmail,
  newDeviceEmail,
} from "../../features/session/emails.tsx";
import { signUpEmail } from "../../features/sign_up/emails.tsx";
import { verificationEmail } from "../../features/verification/emails.tsx";
import type { User } from "../../features/account/user.ts";
import { addUser, type TestServices, testServices } from "../services.ts";
import {
  ask,
  type MailRequest,
  NOTICE_CLIENT,
  requestFor,
} from "./messages.ts";

const DAY_MS = 24 * 3_600_000;

const BROWSER = "b".repeat(64);

/** Ada's name, which is no word in any language. */
export const NAME = "Zoë Q. 7";

interface Cast {
  readonly services: TestServices;
  /** Verified, with a name. */
  readonly ada: User;
  /** Not verified. */
  readonly bob: User;
  /** Has changed her address from `former@example.com`. */
  readonly eve: User;
}

/** The request for each email, by its subject. */
const REQUESTS: Readonly<Record<string, (cast: Cast) => MailRequest>> = {
  confirm: (
    { bob: { id, address } },
  ) => (requestFor(signUpEmail, { address, userId: id, browser: BROWSER })),
  hasAccount: (
    { ada: { address } },
  ) => (requestFor(signUpEmail, {
    address,
    userId: "another",
    browser: BROWSER,
  })),
  addressReserved: () => (requestFor(signUpEmail, {
    address: "former@example.com",
    userId: "another",
    browser: BROWSER,
  })),
  confirmAgain: (
    { bob: { id } },
  ) => (requestFor(verificationEmail, { userId: id, browser: BROWSER })),
  recover: ({ ada: { address } }) => (requestFor(recoveryEmail, { address })),
  loginLink: (
    { ada: { address } },
  ) => (requestFor(loginLinkEmail, {
    address,
    browser: BROWSER,
    remembered: true,
    next: "/account",
  })),
  changeAddress: (
    { ada: { id } },
  ) => (requestFor(newAddressEmail, {
    userId: id,
    newAddress: "new@example.com",
    credentialEpoch: 0,
  })),
  addressTaken: (
    { ada: { id }, bob: { address } },
  ) => (requestFor(newAddressEmail, {
    userId: id,
    newAddress: address,
    credentialEpoch: 0,
  })),
  addressChanged: (
    { services, eve: { id } },
  ) => (requestFor(addressChangedEmail, {
    userId: id,
    oldAddress: "former@example.com",
    keptUntil: services.now() + 7 * DAY_MS,
    at: services.now(),
  })),
  addressRestored: (
    { services, eve: { id } },
  ) => (requestFor(addressRestoredEmail, {
    userId: id,
    displacedAddress: "displaced@example.com",
    at: services.now(),
  })),
  passwordChanged: (
    { ada: { id } },
  ) => (requestFor(passwordChangedEmail, { userId: id, ...NOTICE_CLIENT })),
  passwordRemoved: (
    { ada: { id } },
  ) => (requestFor(passwordRemovedEmail, { userId: id, ...NOTICE_CLIENT })),
  newDevice: (
    { ada: { id } },
  ) => (requestFor(newDeviceEmail, { userId: id, ...NOTICE_CLIENT })),
  newDeviceUnknown: (
    { ada: { id } },
  ) => (requestFor(newDeviceEmail, {
    userId: id,
    userAgent: "",
    client: "",
    at: NOTICE_CLIENT.at,
  })),
  factorAdded: (
    { ada: { id } },
  ) => (requestFor(factorAddedEmail, { userId: id, ...NOTICE_CLIENT })),
  factorRemoved: (
    { ada: { id } },
  ) => (requestFor(factorRemovedEmail, { userId: id, ...NOTICE_CLIENT })),
  factorsReset: (
    { ada: { id } },
  ) => (requestFor(factorsResetEmail, {
    userId: id,
    at: NOTICE_CLIENT.at,
    logins: true,
  })),
  recoveryCodesReplaced: (
    { ada: { id } },
  ) => (requestFor(recoveryCodesReplacedEmail, {
    userId: id,
    ...NOTICE_CLIENT,
  })),
  factorAttempts: (
    { ada: { id } },
  ) => (requestFor(factorAttemptsEmail, { userId: id, ...NOTICE_CLIENT })),
  recoveryCodeUsed: (
    { ada: { id } },
  ) => (requestFor(recoveryCodeUsedEmail, { userId: id, ...NOTICE_CLIENT })),
  deletionRequested: (
    { ada: { id } },
  ) => (requestFor(deletionEmail, { userId: id, deleteAfter: 0 })),
  accountRestored: (
    { ada: { id } },
  ) => (requestFor(accountRestoredEmail, { userId: id, ...NOTICE_CLIENT })),
};

/**
 * Sends all emails and returns them by subject.
 *
 * @param language The language of the accounts.
 */
export async function everyMail(
  language: string | undefined,
): Promise<ReadonlyMap<string, Message>> {
  await using services = await testServices();
  const cast = await castOf(services, language);
  const mails = new Map<string, Message>();
  for (const [what, request] of Object.entries(REQUESTS)) {
    const mail = await ask(services, request(cast));
    if (!mail) throw new Error(`The email ${what} was not sent.`);
    mails.set(what, mail);
  }
  return mails;
}

async function castOf(
  services: TestServices,
  language: string | undefined,
): Promise<Cast> {
  const { users } = services.store;
  const ada = await addUser(services, { language, name: NAME });
  const bob = await addUser(services, {
    language,
    address: "bob@example.com",
    verified: false,
  });
  const eve = await addUser(services, {
    language,
    address: "former@example.com",
  });
  const deleteAfter = services.now() + 14 * DAY_MS;
  await users.update(ada.id, { deleteAfter });
  await users.changeAddress(eve.id, {
    from: eve.addressKey,
    credentialEpoch: 0,
    address: "eve@example.com",
    addressKey: "eve@example.com",
    verifiedAt: services.now(),
    keepFormerUntil: services.now() + 7 * DAY_MS,
  });
  return { services, ada, bob, eve };
}
