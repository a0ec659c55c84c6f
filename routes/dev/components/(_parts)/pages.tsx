/**
 * What makes up nearly all of a page.
 *
 * @module
 */
import { CodeMailed } from "../../../../components/CodeMailed.tsx";
import { ConfirmPage } from "../../../../components/ConfirmPage.tsx";
import { ConfirmPassword } from "../../../../components/ConfirmPassword.tsx";
import { DeadLink } from "../../../../components/DeadLink.tsx";
import { MailOnItsWay } from "../../../../components/MailOnItsWay.tsx";
import { OtherOwner } from "../../../../components/OtherOwner.tsx";
import { SignUpShut } from "../../../../components/SignUpShut.tsx";
import { LONG_ADDRESS, OLGA } from "./samples.ts";
import { FORMS, type Whole } from "./forms.tsx";
import type { Language } from "../../../../lib/messages/language.ts";

const { address } = OLGA;

const pages: Record<string, Whole> = {
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
};

const shut = (["closed", "uninvited", "void", "used"] as const).map(
  (why): [string, Whole] => [
    `sign-up-${why}`,
    ({ words }) => <SignUpShut why={why} words={words.signUpShut} />,
  ],
);

/** Errors that have a page of their own, by status. */
export const ERRORS = [
  ...[400, 403, 404, 405, 408, 413, 415, 429, 500, 503] as const,
];

/** All that have a page for themselves, by the names in their addresses. */
export const WHOLE: ReadonlyMap<string, Whole> = new Map([
  ...Object.entries(FORMS).map(([name, form]): [string, Whole] => [
    name,
    (language) => (
      <>
        <h1>{name}</h1>
        {form(language)}
      </>
    ),
  ]),
  ...Object.entries(pages),
  ...shut,
]);
