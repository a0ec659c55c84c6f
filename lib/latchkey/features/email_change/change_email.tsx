/** @module */
import type { User } from "../account/user.ts";
import {
  type Draft,
  type Drafting,
  languageFor,
  type Writer,
} from "../../email/mail_context.ts";
import { ActionLink, Line, Told } from "../../email/parts.tsx";
import { addressKept } from "./address_kept.tsx";
import { linkMail } from "../../email/link_email.tsx";

/** To the new address: confirm it, unless it is somebody's. */
export const changeAddress: Writer<"change_address"> = async (
  desk,
  { userId, newAddress, credentialEpoch, language: asked },
) => {
  const user = await desk.account(userId);
  if (!user || !desk.mayEnter(user)) return null;
  // Whoever asked knew a password that has been replaced since.
  if (user.credentialEpoch !== credentialEpoch) return null;
  const holder = await desk.accountAt(newAddress);
  if (holder && holder.id !== userId) return await isTaken(desk, holder, asked);
  const formerOwner = await desk.formerOwnerOf(newAddress);
  if (formerOwner && formerOwner.id !== userId) {
    return await addressKept(desk, newAddress, asked);
  }
  if (!await desk.mayMail(newAddress)) return null;
  const language = languageFor(user, asked);
  const link = await desk.link("/auth/address", {
    purpose: "change_address",
    user,
    data: { address: newAddress, credentialEpoch: String(credentialEpoch) },
  });
  return linkMail(
    newAddress,
    language,
    language.words.mails.changeAddress,
    link,
  );
};

async function isTaken(
  desk: Drafting,
  holder: User,
  asked: string | undefined,
): Promise<Draft | null> {
  if (!await desk.mayMail(holder.address)) return null;
  const language = languageFor(holder, asked);
  const { addressTaken: words, harmless } = language.words.mails;
  return {
    to: holder.address,
    language,
    subject: words.subject,
    body: (
      <>
        <Told sentence={words.told} address={holder.address} />
        <ActionLink href={desk.page("/auth/login")}>{words.action}</ActionLink>
        <Line>{harmless}</Line>
      </>
    ),
  };
}
