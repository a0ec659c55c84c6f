/**
 * Components that fill a page.
 *
 * @module
 */
import { CodeMailed } from "../CodeMailed.tsx";
import { ConfirmPage } from "../ConfirmPage.tsx";
import { FirstPasskey } from "../FirstPasskey.tsx";
import { FactorForms } from "../FactorForms.tsx";
import { ConfirmIdentity } from "../ConfirmIdentity.tsx";
import { DeadLink } from "../DeadLink.tsx";
import { LinkMailed } from "../LinkMailed.tsx";
import { OtherOwner } from "../OtherOwner.tsx";
import { SignUpUnavailable } from "../SignUpUnavailable.tsx";
import type { Specimens } from "@latchkey/core/dev";
import type { Language } from "../../lib/messages/language.ts";
import { LONG_ADDRESS, OLGA } from "./samples.ts";

const { address } = OLGA;

const CREATION_OPTIONS = {
  rp: { id: "localhost", name: "Example" },
  user: { id: "AAAA", name: address, displayName: address },
  challenge: "AAAA",
  pubKeyCredParams: [{ type: "public-key" as const, alg: -7 }],
  authenticatorSelection: {
    residentKey: "required" as const,
    requireResidentKey: true,
    userVerification: "preferred" as const,
  },
  attestation: "none" as const,
  excludeCredentials: [],
};

/** The pages, by name. */
export const PAGES: Specimens<Language> = {
  "code-mailed": ({ messages }) => (
    <CodeMailed address={address} next="/" messages={messages} />
  ),
  "confirm": ({ messages }) => (
    <ConfirmPage
      show="link"
      address={LONG_ADDRESS}
      token="none"
      proofs={{ password: true, factors: [] }}
      messages={messages}
      user={null}
      canMail
    />
  ),
  "first-passkey": ({ messages }) => (
    <FirstPasskey
      prompt={{ account: "none", options: CREATION_OPTIONS }}
      address={LONG_ADDRESS}
      fields={{}}
      signals={[]}
      failure={messages.passwordless.signUp.refused}
      messages={messages}
    />
  ),
  "confirmed": ({ messages }) => (
    <ConfirmPage show="confirmed" messages={messages} user={OLGA} canMail />
  ),
  "confirm-dead": ({ messages }) => (
    <ConfirmPage show="dead" messages={messages} user={OLGA} canMail />
  ),
  "step-up": (language) => (
    <ConfirmIdentity
      action="/dev/components"
      passwordField="password"
      factors={[]}
      factorField="factor"
      proofField="proof"
      sendField="send"
      mail={{ enabled: true }}
      minutes={10}
      fields={{ address: LONG_ADDRESS }}
      address={address}
      language={language}
      problem="ownPasswordWrong"
    />
  ),
  "step-up-factor": (language) => (
    <ConfirmIdentity
      action="/dev/components"
      passwordField={null}
      factors={[{ name: "authenticator_app" }, { name: "recovery_codes" }]}
      factorField="factor"
      proofField="proof"
      sendField="send"
      mail={{ enabled: true }}
      tried="authenticator_app"
      minutes={10}
      fields={{ address: LONG_ADDRESS }}
      address={address}
      language={language}
      problem="proofWrong"
    />
  ),
  "email-code": ({ messages }) => (
    <>
      <h1>{messages.secondFactor.title}</h1>
      <FactorForms
        action="/dev/components"
        factors={[
          { name: "email_code", sent: "delayed" },
          { name: "recovery_codes" },
        ]}
        address={LONG_ADDRESS}
        help={messages.emailCode.elsewhere}
        button={messages.secondFactor.send}
        isFirst
        messages={messages}
      />
    </>
  ),
  ...Object.fromEntries(
    (["other_account", "logged_in_since"] as const).map((mismatch) => [
      `form-${mismatch.replaceAll("_", "-")}`,
      (language: Language) => (
        <OtherOwner
          mismatch={mismatch}
          address={address}
          fields={{ address: LONG_ADDRESS }}
          to="/dev/components"
          again="/dev/components"
          page="/dev/components"
          language={language}
        />
      ),
    ]),
  ),
  "link-mailed": ({ messages }) => (
    <LinkMailed
      address={LONG_ADDRESS}
      expires="The link expires in 1 hour."
      again="/auth/recover"
      messages={messages.mailed}
    />
  ),
  "dead-link": ({ messages }) => (
    <DeadLink messages={messages.deadLink}>
      <p>
        <a class="button" href="/auth/link">What to do next</a>
      </p>
    </DeadLink>
  ),
  ...Object.fromEntries(
    (["closed", "uninvited", "void", "used"] as const).map((why) => [
      `sign-up-${why}`,
      ({ messages }: Language) => (
        <SignUpUnavailable
          why={why}
          messages={messages.signUpUnavailable}
        />
      ),
    ]),
  ),
};
