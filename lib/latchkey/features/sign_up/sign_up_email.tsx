/** @module */
import type { User } from "../account/user.ts";
import {
  type Draft,
  type Drafting,
  languageFor,
  type Writer,
} from "../../email/mail_context.ts";
import { ActionLink, Line, OtherLink, Told } from "../../email/parts.tsx";
import { addressKept } from "../email_change/address_kept.tsx";
import { confirmation } from "../verification/verification_email.tsx";

/** For so long the email before is the answer to a second sign-up, which may be a double click, in milliseconds. */
const DOUBLE_CLICK_MS = 60_000;

/**
 * Confirms a new account's address, or tells the owner of an existing one. The browser that
 * made an account and signs up again before it is confirmed gets another link and code; in
 * any other, a stranger may have made it.
 */
export const signUp: Writer<"sign_up"> = async (desk, request) => {
  const { address, userId, browser, language } = request;
  const user = await desk.accountAt(address);
  if (!user) return await addressKept(desk, address, language);
  const isNew = user.id === userId;
  if (user.verifiedAt !== null || !desk.mayEnter(user)) {
    return isNew ? null : await hasAccount(desk, user, language);
  }
  if (isNew) return await confirmation(desk, user, request);
  const sent = await desk.confirmations(user, browser);
  const last = Math.max(user.createdAt, ...sent);
  if (desk.now() - last < DOUBLE_CLICK_MS) return null;
  return sent.length > 0
    ? await confirmation(desk, user, request)
    : await hasAccount(desk, user, language);
};

async function hasAccount(
  desk: Drafting,
  user: User,
  asked: string | undefined,
): Promise<Draft | null> {
  if (!await desk.mayMail(user.address)) return null;
  const language = languageFor(user, asked);
  const { hasAccount: words, harmless } = language.words.mails;
  return {
    to: user.address,
    language,
    subject: words.subject,
    body: (
      <>
        <Told sentence={words.told} address={user.address} />
        <ActionLink href={desk.page("/auth/login")}>{words.action}</ActionLink>
        <OtherLink href={desk.page("/auth/recover")}>
          {words.forgotten}
        </OtherLink>
        <Line>{harmless}</Line>
      </>
    ),
  };
}
