/** @module */
import type { Writer } from "../../email/mail_context.ts";
import { linkMail } from "../../email/link_email.tsx";

/** A link to set a new password. */
export const recover: Writer<"recover"> = async (desk, request) => {
  const user = await desk.accountAt(request.address);
  if (!user || !desk.mayEnter(user)) return null;
  const wayIn = { purpose: "recover", user } as const;
  if (!await desk.mayMail(user.address, wayIn)) return null;
  const language = desk.languageFor(user, request.language);
  const link = await desk.link("/auth/recover/new", wayIn);
  return linkMail(user.address, language, language.words.mails.recover, link);
};
