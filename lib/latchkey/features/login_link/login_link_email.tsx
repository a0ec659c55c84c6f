/** @module */
import type { Writer } from "../../email/mail_context.ts";
import { linkMail } from "../../email/link_email.tsx";

/** A link to sign in by. */
export const signInLink: Writer<"sign_in_link"> = async (desk, request) => {
  const { browser, remembered, next } = request;
  const user = await desk.accountAt(request.address);
  if (!user || !desk.mayEnter(user)) return null;
  const wayIn = { purpose: "sign_in_link", user } as const;
  if (!await desk.mayMail(user.address, wayIn)) return null;
  const language = desk.languageFor(user, request.language);
  const link = await desk.link("/auth/link/open", {
    ...wayIn,
    data: { browser, remembered: remembered ? "yes" : "", next },
  });
  return linkMail(
    user.address,
    language,
    language.words.mails.signInLink,
    link,
  );
};
