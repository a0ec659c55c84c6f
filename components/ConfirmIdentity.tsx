/**
 * The page that asks for a proof of identity before a sensitive action.
 *
 * @module
 */
import type { StepUpProps } from "@latchkey/core/http";
import { plural, problemMessage } from "@latchkey/core/i18n";
import { FactorForms } from "./FactorForms.tsx";
import { OwnPasswordField } from "./OwnPasswordField.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { RecoveryLink } from "./RecoveryLink.tsx";
import { SentFields } from "./SentFields.tsx";
import { Title, whenFailed } from "./Title.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Asks for the password or a factor, and sends the interrupted form's fields along with it. */
export function ConfirmIdentity(props: StepUpProps<Language>) {
  const { messages, locale } = props.language;
  const { stepUp } = messages;
  const { passwordField, tried } = props;
  if (passwordField === null && props.factors.length === 0) {
    return <NothingToAsk messages={messages} />;
  }
  const [title, explained] = passwordField === null
    ? [stepUp.factorTitle, messages.passwordless.stepUp.explained]
    : [stepUp.title, stepUp.explained];
  return (
    <>
      <Title failed={whenFailed(props, messages)}>{title}</Title>
      <h1>{title}</h1>
      <p>{plural(locale, explained, props.minutes)}</p>
      {passwordField !== null && (
        <PlainForm
          action={props.action}
          failure={tried === undefined ? props.failure : undefined}
          button={stepUp.send}
        >
          <SentFields fields={props.fields} />
          <OwnPasswordField
            messages={messages.ownPassword}
            name={passwordField}
            address={props.address}
            focused
            problem={tried === undefined
              ? problemMessage(messages, props.problem)
              : undefined}
          />
        </PlainForm>
      )}
      <FactorForms
        {...props}
        button={stepUp.send}
        isFirst={passwordField === null}
        messages={messages}
      >
        <SentFields fields={props.fields} />
      </FactorForms>
      {passwordField === null && (
        <RecoveryLink {...props} next={props.action} messages={messages} />
      )}
    </>
  );
}

/** For an account that has neither a password nor a factor: email is its only proof. */
function NothingToAsk({ messages }: Pick<Language, "messages">) {
  const { stepUp: { factorTitle }, passwordless: { stepUp } } = messages;
  return (
    <>
      <Title>{factorTitle}</Title>
      <h1>{factorTitle}</h1>
      <p>{stepUp.nothing}</p>
      <p>
        <a class="button" href="/auth/recover">{stepUp.link}</a>
      </p>
    </>
  );
}
