/**
 * New recovery codes, which are shown once.
 *
 * @module
 */
import { fill } from "@latchkey/core/i18n";
import { PlainForm } from "./PlainForm.tsx";
import { Title } from "./Title.tsx";
import type { Language } from "../lib/messages/language.ts";

/** The codes, and a button that downloads them. They can be printed too. */
export function NewRecoveryCodes({ codes, done, address, language }: {
  codes: readonly string[];
  /** What was done before. */
  done?: string;
  /** The address of their account. */
  address: string;
  language: Language;
}) {
  const { fresh } = language.messages.recoveryCodes;
  return (
    <>
      <Title>{fresh.title}</Title>
      <h1>{fresh.title}</h1>
      {done && <p class="done" role="status">{done}</p>}
      <p>
        {fresh.explained} <b>{fresh.once}</b>
      </p>
      <h2>{fill(fresh.heading, { address: <bdi>{address}</bdi> })}</h2>
      <pre class="codes" dir="ltr" translate={false}>{codes.join("\n")}</pre>
      <PlainForm action="/account/recovery-codes" button={fresh.download}>
        <input type="hidden" name="codes" value={codes.join(" ")} />
      </PlainForm>
      <p class="after">{fresh.print}</p>
      <p>
        <a href="/account">{fresh.done}</a>
      </p>
    </>
  );
}
