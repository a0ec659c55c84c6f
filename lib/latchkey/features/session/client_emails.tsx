/**
 * Mails that tell the owner what somebody did who came by: with which device, from
 * where and when.
 *
 * @module
 */
import type { Words } from "../../i18n/words.ts";
import type { Drafting, Writer } from "../../email/mail_context.ts";
import {
  Greeting,
  NotMe,
  Told,
  Visit,
  visitInWords,
} from "../../email/parts.tsx";
import type { MailedVisit } from "../../email/requests.ts";

/** The account was to be deleted and is kept, since somebody signed in. */
export const accountRestored: Writer<"account_restored"> = (desk, request) =>
  tellOfVisit(desk, request, (mails) => mails.accountRestored);

/** Somebody signed in from a browser that was not known. */
export const newDevice: Writer<"new_device"> = (desk, request) =>
  tellOfVisit(desk, request, (mails) => mails.newDevice);

/** The password of an account was changed or recovered. */
export const passwordChanged: Writer<"password_changed"> = (desk, request) =>
  tellOfVisit(desk, request, (mails) => mails.passwordChanged);

async function tellOfVisit(
  desk: Drafting,
  request: MailedVisit & { readonly userId: string },
  wordsIn: (mails: Words["mails"]) => { subject: string; told: string },
) {
  const user = await desk.toTell(request.userId);
  if (!user) return null;
  const language = desk.languageFor(user);
  const { mails } = language.words;
  const { subject, told } = wordsIn(mails);
  const lines = await visitInWords(language, request);
  const notMe = await desk.notMe(user);
  return {
    to: user.address,
    language,
    subject,
    body: (
      <>
        <Greeting name={user.name} words={mails} />
        <Told sentence={told} address={user.address} />
        <Visit lines={lines} />
        <NotMe
          href={notMe}
          explained={mails.notMe.explained}
          words={mails}
        />
      </>
    ),
  };
}
