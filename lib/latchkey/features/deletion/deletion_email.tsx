/** @module */
import { timeInWords, type Writer } from "../../email/mail_context.ts";
import { ActionLink, Greeting, NotMe, Told } from "../../email/parts.tsx";

/** The account will be deleted; signing in keeps it. */
export const deletionAsked: Writer<"deletion_asked"> = async (
  desk,
  { userId },
) => {
  const user = await desk.toTell(userId);
  if (!user || user.deleteAfter === null) return null; // It stays after all.
  const language = desk.languageFor(user);
  const { mails } = language.words;
  const words = mails.deletionAsked;
  const notMe = await desk.notMe(user);
  const time = timeInWords(language, user.deleteAfter);
  return {
    to: user.address,
    language,
    subject: words.subject,
    body: (
      <>
        <Greeting name={user.name} words={mails} />
        <Told sentence={words.told} address={user.address} time={time} />
        <ActionLink href={desk.page("/auth/login")}>{words.action}</ActionLink>
        <NotMe
          href={notMe}
          explained={mails.notMe.explainedForDeletion}
          words={mails}
        />
      </>
    ),
  };
};
