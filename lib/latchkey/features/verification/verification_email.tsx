/** @module */
import type { User } from "../account/user.ts";
import {
  type Draft,
  type Drafting,
  languageFor,
  type Writer,
} from "../../email/mail_context.ts";
import { ActionLink, Code, Line, Told } from "../../email/parts.tsx";

/** Asks an account to confirm its address once more. */
export const verify: Writer<"verify"> = async (desk, request) => {
  const user = await desk.account(request.userId);
  if (!user || !desk.mayEnter(user) || user.verifiedAt !== null) return null;
  return await confirmation(desk, user, request);
};

/** The link and the code by which an address is confirmed. It contains no name, since anybody may have typed the address. Null when too many were sent. */
export async function confirmation(
  desk: Drafting,
  user: User,
  asked: { readonly browser: string; readonly language?: string },
): Promise<Draft | null> {
  const wayIn = { purpose: "verify", user } as const;
  if (!await desk.mayMail(user.address, wayIn)) return null;
  const language = languageFor(user, asked.language);
  const words = language.words.mails.confirm;
  const link = await desk.link("/auth/verify", {
    ...wayIn,
    data: { browser: asked.browser },
  });
  const digits = await desk.code(user);
  return {
    to: user.address,
    language,
    subject: words.subject,
    body: (
      <>
        <Told sentence={words.told} address={user.address} />
        <ActionLink href={link}>{words.action}</ActionLink>
        <Line>{words.code}</Line>
        <Code digits={digits} />
        <Line>{words.note}</Line>
      </>
    ),
  };
}
