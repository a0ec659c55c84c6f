/** @module */
import { addressKey } from "../../email/address.ts";
import { say } from "../../i18n/say.ts";
import { timeInWords, type Writer } from "../../email/mail_context.ts";
import { ActionLink, Line, Told } from "../../email/parts.tsx";

/** To the old address: it was changed, and here it can be put back. */
export const addressChanged: Writer<"address_changed"> = async (
  desk,
  { userId, oldAddress, at },
) => {
  const key = addressKey(oldAddress);
  const user = await desk.account(userId);
  const former = user?.formerAddresses.find((one) =>
    one.addressKey === key && one.keptUntil > desk.now()
  );
  if (!user || !former) return null; // Put back, or free again.
  const language = desk.languageFor(user);
  const { addressChanged: words, notMe } = language.words.mails;
  const link = await desk.link("/auth/not-me", {
    purpose: "undo_address",
    user,
    addressKey: key,
    lifetimeSeconds: Math.floor((former.keptUntil - desk.now()) / 1000),
  });
  const since = timeInWords(language, at);
  const until = timeInWords(language, former.keptUntil);
  return {
    to: oldAddress,
    language,
    subject: words.subject,
    body: (
      <>
        <Told sentence={words.told} address={oldAddress} time={since} />
        <Line>{say(words.undo, { time: until })}</Line>
        <ActionLink href={link}>{notMe.action}</ActionLink>
      </>
    ),
  };
};
