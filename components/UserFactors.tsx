/**
 * The second factors of another account, for admins.
 *
 * @module
 */
import type { UserFactors as Found } from "@latchkey/core";
import { fill, plural } from "@latchkey/core/i18n";
import { Failure } from "./Failure.tsx";
import { Field } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { OnDay } from "./When.tsx";
import type { Language, Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode UserFactors}. */
export interface UserFactorsProps extends Found {
  /** The URL of this page, to which the form posts. */
  action: string;
  /** The reason as typed, if it was wrong. */
  reason?: string;
  problem?: string;
  failure?: string;
  language: Language;
}

/** The factors, and a form that removes them all. */
export function UserFactors(
  { factors, own, action, reason, problem, failure, language }:
    UserFactorsProps,
) {
  const { userFactors: messages } = language.messages;
  if (factors.length === 0) {
    return (
      <>
        {failure && <Failure>{failure}</Failure>}
        <p>{messages.none}</p>
      </>
    );
  }
  const hasLogins = factors.some(({ kind }) => kind === "providers");
  return (
    <>
      {own && failure && <Failure>{failure}</Failure>}
      <ul class="rows">
        {factors.map((factor) => (
          <li key={`${factor.kind} ${factor.id}`}>
            <Factor factor={factor} language={language} />
          </li>
        ))}
      </ul>
      {!own && (
        <>
          <p>{messages.explained}</p>
          <PlainForm
            action={action}
            failure={failure}
            button={hasLogins ? messages.sendWithLogins : messages.send}
            harm
          >
            <Field
              name="reason"
              label={messages.reason}
              type="text"
              autocomplete="off"
              input={{ autocapitalize: "sentences", maxLength: 200 }}
              startValue={reason}
              advice={messages.reasonAdvice}
              problem={problem}
            />
          </PlainForm>
        </>
      )}
    </>
  );
}

function Factor({ factor, language }: {
  factor: Found["factors"][number];
  language: Language;
}) {
  const { userFactors: messages } = language.messages;
  const { kind, name, left, createdAt, lastUsedAt } = factor;
  const day = (at: number) => ({ day: <OnDay at={at} language={language} /> });
  return (
    <div>
      <h2>{name ? <bdi>{name}</bdi> : kindName(messages, kind)}</h2>
      <p>
        {name && (
          <>
            {kindName(messages, kind)}
            <br />
          </>
        )}
        {left !== undefined && (
          <>
            {plural(language.locale, messages.left, left)}
            <br />
          </>
        )}
        {fill(messages.added, day(createdAt))}
        <br />
        {lastUsedAt === null
          ? messages.neverUsed
          : fill(messages.lastUsed, day(lastUsedAt))}
      </p>
    </div>
  );
}

/** A site's own factors have the names of their features. */
function kindName({ kinds }: Messages["userFactors"], kind: string): string {
  const names: Readonly<Record<string, string>> = kinds;
  return Object.hasOwn(names, kind) ? names[kind] : kind.replaceAll("_", " ");
}
