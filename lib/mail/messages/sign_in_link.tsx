/** @module */
import { languageFor, type Writer } from "../draft.ts";
import { ActionLink, Line, Told } from "../parts.tsx";

/** A link to sign in by. */
export const signInLink: Writer<"sign_in_link"> = async (desk, request) => {
  const { browser, remembered, next } = request;
  const user = await desk.accountAt(request.address);
  if (!user || !desk.mayEnter(user)) return null;
  const language = languageFor(user, request.language);
  const words = language.words.mails.signInLink;
  const link = await desk.link("/auth/link/open", {
    purpose: "sign_in_link",
    user,
    data: { browser, remembered: remembered ? "yes" : "", next },
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
