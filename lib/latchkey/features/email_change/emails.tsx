/** @module */
import * as v from "valibot";
import { addressKey } from "../../email/address.ts";
import { defineEmail, type Draft } from "../../email/define_email.ts";
import { formatTime, type MailContext } from "../../email/mail_context.ts";
import { ActionLink, Line, LinkBody, Sentence } from "../../email/parts.tsx";
import { format } from "../../i18n/format.ts";
import { mayLogIn } from "../account/account_status.ts";
import {
  findAccount,
  findAccountAt,
  findFormerOwner,
  pageLanguage,
} from "../account/recipients.ts";
import type { User } from "../account/user.ts";
import { undoData } from "../secure_account/undo_factors.ts";
import { tokenUrl } from "../tokens/mailed_tokens.ts";

/** Asks the new address to confirm the change, unless it belongs to another account. */
export const newAddressEmail = defineEmail({
  kind: "change_address",
  onRequest: true,
  data: v.object({
    userId: v.string(),
    newAddress: v.string(),
    /** The account's value at the time of the request. A later password change voids the email. */
    credentialEpoch: v.number(),
    language: pageLanguage,
  }),
  async write(context, { userId, newAddress, credentialEpoch, language: tag }) {
    const { services } = context;
    const user = await findAccount(services, userId);
    if (!user || !mayLogIn(services, user)) return null;
    if (user.credentialEpoch !== credentialEpoch) return null;
    const holder = await findAccountAt(services, newAddress);
    if (holder && holder.id !== userId) {
      return addressTakenDraft(context, holder, tag);
    }
    const formerOwner = await findFormerOwner(services, newAddress);
    if (formerOwner && formerOwner.id !== userId) {
      return await addressReservedDraft(context, newAddress, tag);
    }
    return newAddressDraft(context, user, newAddress, tag);
  },
});

function newAddressDraft(
  context: MailContext,
  user: User,
  address: string,
  requested: string | undefined,
): Draft {
  const language = context.languageFor(user, requested);
  const messages = language.messages.mails.changeAddress;
  const credentialEpoch = String(user.credentialEpoch);
  const data = { address, credentialEpoch };
  const token = { purpose: "change_address", user, data } as const;
  return {
    to: address,
    language,
    subject: messages.subject,
    body: async () => (
      <LinkBody
        address={address}
        href={await tokenUrl(context, "/auth/address", token)}
        messages={messages}
      />
    ),
  };
}

function addressTakenDraft(
  { url, languageFor }: MailContext,
  holder: User,
  requested: string | undefined,
): Draft {
  const language = languageFor(holder, requested);
  const { addressTaken: messages, harmless } = language.messages.mails;
  return {
    to: holder.address,
    language,
    subject: messages.subject,
    body: () => (
      <>
        <Sentence text={messages.body} address={holder.address} />
        <ActionLink href={url("/auth/login")}>{messages.action}</ActionLink>
        <Line>{harmless}</Line>
      </>
    ),
  };
}

/** Tells the former owner of an address that it is reserved for them; null if it is not. */
export async function addressReservedDraft(
  { services, languageFor }: MailContext,
  address: string,
  requested: string | undefined,
): Promise<Draft | null> {
  const user = await findFormerOwner(services, address);
  const former = user && formerOf(user, address);
  if (!user || !former) return null;
  const language = languageFor(user, requested);
  const { addressReserved: messages, harmless } = language.messages.mails;
  const time = formatTime(language, former.keptUntil);
  return {
    to: former.address,
    language,
    subject: messages.subject,
    body: () => (
      <>
        <Sentence text={messages.body} address={former.address} />
        <Line>{format(messages.free, { time })}</Line>
        <Line>{harmless}</Line>
      </>
    ),
  };
}

/** Tells the previous address of the change, with a link to undo it. */
export const addressChangedEmail = defineEmail({
  kind: "address_changed",
  data: v.object({
    userId: v.string(),
    oldAddress: v.string(),
    keptUntil: v.number(),
    at: v.number(),
  }),
  async write(context, { userId, oldAddress, at }) {
    const { services } = context;
    const user = await findAccount(services, userId);
    const former = user && formerOf(user, oldAddress);
    const keptForMs = (former?.keptUntil ?? 0) - services.now();
    if (!former || keptForMs <= 0) return null; // Restored or released.
    const token = {
      purpose: "undo_address",
      user,
      addressKey: former.addressKey,
      data: undoData(at),
      lifetimeSeconds: Math.floor(keptForMs / 1000),
    } as const;
    const language = context.languageFor(user);
    const { addressChanged: messages, secureAccount } = language.messages.mails;
    const since = formatTime(language, at);
    const until = formatTime(language, former.keptUntil);
    return {
      to: oldAddress,
      language,
      subject: messages.subject,
      body: async () => (
        <>
          <Sentence text={messages.body} address={oldAddress} time={since} />
          <Line>{format(messages.undo, { time: until })}</Line>
          <ActionLink
            href={await tokenUrl(context, "/auth/secure-account", token)}
          >
            {secureAccount.action}
          </ActionLink>
        </>
      ),
    };
  },
});

function formerOf({ formerAddresses }: User, address: string) {
  const key = addressKey(address);
  return formerAddresses.find((former) => former.addressKey === key);
}

/**
 * Tells an address that it was replaced by an earlier one (OWASP ASVS 5.0 §6.3.7). It may
 * belong to an intruder, so it contains no other address and no link.
 */
export const addressRestoredEmail = defineEmail({
  kind: "address_put_back",
  data: v.object({
    userId: v.string(),
    displacedAddress: v.string(),
    at: v.number(),
  }),
  async write({ services, languageFor }, { userId, displacedAddress, at }) {
    const user = await findAccount(services, userId);
    if (!user) return null;
    const language = languageFor(user);
    const { subject, body, next } = language.messages.mails.addressRestored;
    const time = formatTime(language, at);
    return {
      to: displacedAddress,
      language,
      subject,
      body: () => (
        <>
          <Sentence text={body} address={displacedAddress} time={time} />
          <Line>{next}</Line>
        </>
      ),
    };
  },
});
