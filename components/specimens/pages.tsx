/**
 * What makes up nearly all of a page.
 *
 * @module
 */
import { CodeMailed } from "../CodeMailed.tsx";
import { ConfirmPage } from "../ConfirmPage.tsx";
import { ConfirmPassword } from "../ConfirmPassword.tsx";
import { DeadLink } from "../DeadLink.tsx";
import { MailOnItsWay } from "../MailOnItsWay.tsx";
import { OtherOwner } from "../OtherOwner.tsx";
import { SignUpShut } from "../SignUpShut.tsx";
import type { Specimens } from "@latchkey/core/dev";
import type { Language } from "../../lib/messages/language.ts";
import { LONG_ADDRESS, OLGA } from "./samples.ts";

const { address } = OLGA;

/** All of them, by name. */
export const PAGES: Specimens<Language> = {
  "code-mailed": ({ words }) => (
    <CodeMailed address={address} next="/" words={words} />
  ),
  "confirm": ({ words }) => (
    <ConfirmPage
      show="link"
      address={LONG_ADDRESS}
      token="none"
      own={false}
      words={words}
      user={null}
      canMail
    />
  ),
  "confirmed": ({ words }) => (
    <ConfirmPage show="confirmed" words={words} user={OLGA} canMail />
  ),
  "confirm-dead": ({ words }) => (
    <ConfirmPage show="dead" words={words} user={OLGA} canMail />
  ),
  "step-up": (language) => (
    <ConfirmPassword
      action="/dev/components"
      passwordField="password"
      minutes={10}
      fields={{ address: LONG_ADDRESS }}
      address={address}
      language={language}
      problem="ownPasswordWrong"
    />
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
  "mail-on-its-way": ({ words }) => (
    <MailOnItsWay
      address={LONG_ADDRESS}
      holds="The link holds for an hour."
      again="/auth/recover"
      words={words.mailed}
    />
  ),
  "dead-link": ({ words }) => (
    <DeadLink words={words.deadLink}>
      <p>
        <a class="button" href="/auth/link">What to do now</a>
      </p>
    </DeadLink>
  ),
  ...Object.fromEntries(
    (["closed", "uninvited", "void", "used"] as const).map((why) => [
      `sign-up-${why}`,
      ({ words }: Language) => (
        <SignUpShut
          why={why}
          words={words.signUpShut}
        />
      ),
    ]),
  ),
};
