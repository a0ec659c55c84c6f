/** @module */
import { say } from "../../i18n/say.ts";
import { addressKey } from "../../email/address.ts";
import {
  type Draft,
  type Drafting,
  timeInWords,
} from "../../email/mail_context.ts";
import { Line, Told } from "../../email/parts.tsx";

/** Tells that an address is kept for the account that had it until lately; null when it is not. */
export async function addressKept(
  desk: Drafting,
  address: string,
  asked: string | undefined,
): Promise<Draft | null> {
  const key = addressKey(address);
  const user = await desk.formerOwnerOf(address);
  const former = user?.formerAddresses
    .find((one) => one.addressKey === key);
  if (!user || !former || !await desk.mayMail(former.address)) return null;
  const language = desk.languageFor(user, asked);
  const { addressKept: words, harmless } = language.words.mails;
  const time = timeInWords(language, former.keptUntil);
  return {
    to: former.address,
    language,
    subject: words.subject,
    body: (
      <>
        <Told sentence={words.told} address={former.address} />
        <Line>{say(words.free, { time })}</Line>
        <Line>{harmless}</Line>
      </>
    ),
  };
}
