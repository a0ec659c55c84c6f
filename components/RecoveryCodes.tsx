/**
 * The recovery codes of an account: how many are left, and a button that makes new ones.
 *
 * @module
 */
import type { OwnRecoveryCodes } from "@latchkey/core";
import { fill, plural } from "@latchkey/core/i18n";
import { Failure } from "./Failure.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { OnDay } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Props of {@linkcode RecoveryCodes}. */
export interface RecoveryCodesProps {
  /** Null if the site doesn't use them. */
  codes: OwnRecoveryCodes | null;
  /** Where to go on, after a login with a code. */
  next?: string;
  done?: string;
  failure?: string;
  language: Language;
}

/** The codes that are left. */
export function RecoveryCodes(
  { codes, next, done, failure, language }: RecoveryCodesProps,
) {
  const { recoveryCodes: messages } = language.messages;
  const account = <a href="/account">{messages.account}</a>;
  return (
    <>
      {done && <p class="done" role="status">{done}</p>}
      {failure && <Failure>{failure}</Failure>}
      {next !== undefined && (
        <>
          <p>{fill(messages.lost, { account })}</p>
          <p>
            <a class="button" href={next}>{messages.continueLink}</a>
          </p>
        </>
      )}
      <p>{messages.explained}</p>
      {codes?.areUseful
        ? <CodesLeft codes={codes} language={language} />
        : <p>{messages.useless}</p>}
    </>
  );
}

function CodesLeft({ codes, language }: {
  codes: OwnRecoveryCodes;
  language: Language;
}) {
  const { recoveryCodes: messages } = language.messages;
  const { left, createdAt } = codes;
  const count = createdAt === null ? messages.noneLeft : fill(
    plural(language.locale, messages.left, left),
    { day: <OnDay at={createdAt} language={language} /> },
  );
  return (
    <>
      <p>
        {codes.areFew ? <b>{count}</b> : count}
      </p>
      {codes.areFew && <p class="done" data-tone="wrong">{messages.low}</p>}
      {left > 0 && <p>{messages.replaced}</p>}
      <PlainForm
        action="/account/recovery-codes"
        button={messages.replace}
      />
    </>
  );
}
