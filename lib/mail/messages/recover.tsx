/** @module */
import { languageFor, type Writer } from "../draft.ts";
import { ActionLink, Line, Told } from "../parts.tsx";

/** A link to set a new password. */
export const recover: Writer<"recover"> = async (desk, request) => {
  const user = await desk.accountAt(request.address);
  if (!user || !desk.mayEnter(user)) return null;
  const language = languageFor(user, request.language);
  const words = language.words.mails.recover;
  const link = await desk.link("/auth/recover/new", {
    purpose: "recover",
    user,
  });
  return {
    to: user.address,
    language,
    subject: words.subject,
    body: (
      <>
        <Told sentence={words.told} address={user.address} />
        <ActionLink href={link}>{words.action}</ActionLink>
        <Line>{words.note}</Line>
      </>
    ),
  };
};
