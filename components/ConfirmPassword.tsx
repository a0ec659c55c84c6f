/**
 * The page that asks for the password again before a sensitive action.
 *
 * @module
 */
import type { StepUpProps } from "@latchkey/core/http";
import { plural, problemMessage } from "@latchkey/core/i18n";
import { OwnPasswordField } from "./OwnPasswordField.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { SentFields } from "./SentFields.tsx";
import { Title, whenFailed } from "./Title.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Asks for the password, and sends the interrupted form's fields along with it. */
export function ConfirmPassword(props: StepUpProps<Language>) {
  const { messages, locale } = props.language;
  const { stepUp } = messages;
  return (
    <>
      <Title failed={whenFailed(props, messages)}>{stepUp.title}</Title>
      <h1>{stepUp.title}</h1>
      <p>{plural(locale, stepUp.explained, props.minutes)}</p>
      <PlainForm
        action={props.action}
        failure={props.failure}
        button={stepUp.send}
      >
        <SentFields fields={props.fields} />
        <OwnPasswordField
          messages={messages.ownPassword}
          name={props.passwordField}
          address={props.address}
          focused
          problem={problemMessage(messages, props.problem)}
        />
      </PlainForm>
    </>
  );
}
