/** @module */
import { timeInWords, type Writer } from "../../email/mail_context.ts";
import { Line, Told } from "../../email/parts.tsx";

/**
 * To the address that an account had until an earlier one was put back (OWASP ASVS 5.0
 * §6.3.7). It may be a thief's: so it names no other address and leads nowhere.
 */
export const addressPutBack: Writer<"address_put_back"> = async (
  desk,
  { userId, displacedAddress, at },
) => {
  const user = await desk.account(userId);
  if (!user) return null;
  const language = desk.languageFor(user);
  const words = language.words.mails.addressPutBack;
  return {
    to: displacedAddress,
    language,
    subject: words.subject,
    body: (
      <>
        <Told
          sentence={words.told}
          address={displacedAddress}
          time={timeInWords(language, at)}
        />
        <Line>{words.next}</Line>
      </>
    ),
  };
};
