/**
 * The pages of second factors on the page of all components.
 *
 * @module
 */
import { AuthenticatorList } from "../AuthenticatorList.tsx";
import { AuthenticatorSetupForm } from "../AuthenticatorSetup.tsx";
import { NewRecoveryCodes } from "../NewRecoveryCodes.tsx";
import { PasskeyForm } from "../PasskeyForm.tsx";
import { PasskeyList } from "../PasskeyList.tsx";
import { RecoveryCodes } from "../RecoveryCodes.tsx";
import { UserFactors } from "../UserFactors.tsx";
import type { Specimens } from "@latchkey/core/dev";
import type { Language } from "../../lib/messages/language.ts";
import { LONG_ADDRESS, NOW, PASSKEYS, USER_FACTORS } from "./samples.ts";

/** A board of squares in place of a QR code. */
const BOARD = Array.from(
  { length: 25 },
  (_, y) => Array.from({ length: 25 }, (_, x) => (x + y) % 2 === 0),
);

/** The pages, by name. */
export const FACTORS: Specimens<Language> = {
  "authenticators": (language) => (
    <AuthenticatorList
      apps={[
        { id: "a", name: "", createdAt: NOW, lastUsedAt: null },
        { id: "b", name: LONG_ADDRESS, createdAt: NOW, lastUsedAt: NOW },
      ]}
      now={NOW}
      language={language}
    />
  ),
  "authenticator-setup": (language) => (
    <AuthenticatorSetupForm
      setup={{ id: "none", key: "ABCD".repeat(8), uri: "otpauth://totp/none" }}
      modules={BOARD}
      problems={{ code: "proofRequired" }}
      language={language}
    />
  ),
  "passkeys": (language) => (
    <PasskeyList
      passkeys={PASSKEYS}
      renaming={{ id: "bound", name: "", problem: "It failed." }}
      now={NOW}
      language={language}
    />
  ),
  "passkey": ({ messages: { passkeys } }) => (
    <PasskeyForm
      action="/dev/components"
      name="passkey"
      call="get"
      options="/auth/passkey/options"
      button={passkeys.logIn}
      cancelled={passkeys.cancelled}
      failure={passkeys.failed.wrong}
    />
  ),
  "user-factors": (language) => (
    <UserFactors
      address={LONG_ADDRESS}
      own={false}
      factors={USER_FACTORS}
      action="/dev/components"
      reason=""
      problem={language.messages.userFactors.reasonProblem}
      failure="It failed."
      language={language}
    />
  ),
  "recovery-codes": (language) => (
    <RecoveryCodes
      codes={{ left: 2, createdAt: NOW, areUseful: true, areFew: true }}
      next="/dev/components"
      done={language.messages.recoveryCodes.notices.logged_in_by_code}
      language={language}
    />
  ),
  "recovery-codes-new": (language) => (
    <NewRecoveryCodes
      codes={Array.from({ length: 10 }, () => "0A1B2-C3D4E")}
      address={LONG_ADDRESS}
      language={language}
    />
  ),
};
