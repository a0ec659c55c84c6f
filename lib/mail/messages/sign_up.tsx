/** @module */
import type { User } from "../../store/store.ts";
import {
  type Draft,
  type Drafting,
  languageFor,
  type Writer,
} from "../draft.ts";
import { ActionLink, Line, OtherLink, Told } from "../parts.tsx";
import { addressKept } from "./address_kept.tsx";
import { confirmation } from "./verify.tsx";

/** After this, a second sign-up is no double click any more, in milliseconds. */
const DOUBLE_CLICK_MS = 10 * 60_000;

/** Confirms a new account's address, or tells whoever has one there already. */
export const signUp: Writer<"sign_up"> = async (desk, request) => {
  const { address, userId, language } = request;
  const user = await desk.accountAt(address);
  if (!user) return await addressKept(desk, address, language);
  if (user.id !== userId) return await hasAccount(desk, user, language);
  if (!desk.mayEnter(user) || user.verifiedAt !== null) return null;
  return await confirmation(desk, user, request);
};

async function hasAccount(
  desk: Drafting,
  user: User,
  asked: string | undefined,
): Promise<Draft | null> {
  const age = desk.now() - user.createdAt;
  // The first mail is on its way.
  if (user.verifiedAt === null && age < DOUBLE_CLICK_MS) return null;
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
