/**
 * The page that stands before what takes a password entered lately.
 *
 * @module
 */
import type { StepUpProps } from "@latchkey/core/http";
import { plural, problemWords } from "@latchkey/core/i18n";
import { OwnPasswordField } from "./OwnPasswordField.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { SentFields } from "./SentFields.tsx";
import { Title, whenFailed } from "./Title.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Asks for the password, and carries what was being sent. */
export function ConfirmPassword(props: StepUpProps<Language>) {
  const { words, locale } = props.language;
  const { stepUp } = words;
  return (
    <>
      <Title failed={whenFailed(props, words)}>{stepUp.title}</Title>
      <h1>{stepUp.heading}</h1>
      <p>{plural(locale, stepUp.explained, props.minutes)}</p>
      <PlainForm
        action={props.action}
        failure={props.failure}
        button={stepUp.send}
      >
        <SentFields fields={props.fields} />
        <OwnPasswordField
          words={words.ownPassword}
          name={props.passwordField}
          address={props.address}
          focused
          problem={problemWords(words, props.problem)}
        />
      </PlainForm>
    </>
  );
}
