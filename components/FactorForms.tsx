/**
 * The forms that ask for a second factor.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { FactorPrompt, SecondStep } from "@latchkey/core/http";
import { problemMessage } from "@latchkey/core/i18n";
import { EmailCode } from "./EmailCode.tsx";
import { Field, type FieldProps } from "./Field.tsx";
import { PasskeyForm } from "./PasskeyForm.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { TrustChoice } from "./TrustChoice.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The names of the fields. */
interface FieldNames {
  /** For the factor's name. */
  factorField: string;
  /** For the proof. */
  proofField: string;
  /** Asks to send a factor's code. */
  sendField: string;
}

/** The names that logins use. */
const LOGIN_FIELDS: FieldNames = {
  factorField: "factor",
  proofField: "proof",
  sendField: "send",
};

/** Props of {@linkcode FactorForms}. The names of the fields default to those of logins. */
export interface FactorFormsProps extends Partial<FieldNames> {
  /** Where the forms are sent. */
  action: string;
  factors: readonly FactorPrompt[];
  /** The address that codes are sent to. */
  address: string;
  /** The factor that was tried, or whose code was sent again. */
  tried?: string;
  /** Whether another code was sent. */
  isSentAgain?: boolean;
  problem?: SecondStep["problem"];
  failure?: string;
  /** Whether the person can choose to trust this browser. */
  canTrust?: boolean;
  /** What someone who receives no code can do. */
  help?: string;
  /** The text of the buttons. */
  button: ComponentChildren;
  /** Whether the first factor is shown at once; otherwise all are folded. */
  isFirst: boolean;
  messages: Messages;
  /** Further fields of each form. */
  children?: ComponentChildren;
}

/** One of the forms. */
type FactorFormProps = FactorFormsProps & FieldNames & { prompt: FactorPrompt };

/** One form per factor. Those that aren't needed at once can be unfolded, also without JavaScript. */
export function FactorForms(props: FactorFormsProps) {
  const { factors, tried, isFirst, messages } = props;
  const open = factors.some(({ name }) => name === tried)
    ? tried
    : isFirst
    ? factors[0]?.name
    : undefined;
  return (
    <>
      {factors.map((prompt) => {
        const { name } = prompt;
        const Form = prompt.sent === undefined ? FactorForm : SentFactorForm;
        const form = (
          <Form key={name} {...LOGIN_FIELDS} {...props} prompt={prompt} />
        );
        if (name === open) return form;
        const needsPasskeys = name === "passkeys";
        return (
          <details
            key={name}
            class={needsPasskeys ? "other passkey" : "other"}
            hidden={needsPasskeys}
          >
            <summary>{textsOf(messages, name).instead}</summary>
            {form}
          </details>
        );
      })}
    </>
  );
}

/** A factor that sends a code. */
function SentFactorForm(props: FactorFormProps) {
  const { prompt: { name, sent }, factorField, sendField, messages } = props;
  const isTried = props.tried === name;
  return (
    <EmailCode
      action={props.action}
      sent={sent}
      isSentAgain={isTried && props.isSentAgain === true}
      address={props.address}
      messages={messages.emailCode}
      help={props.help}
      fields={
        <>
          {props.children}
          <input type="hidden" name={factorField} value={name} />
          <input type="hidden" name={sendField} value="yes" />
        </>
      }
      failure={isTried && sent === "no" ? props.failure : undefined}
    >
      <FactorForm {...props} />
    </EmailCode>
  );
}

function FactorForm({ prompt, ...props }: FactorFormProps) {
  const { messages, proofField, factorField } = props;
  const { name } = prompt;
  if (name === "passkeys") return <UsePasskey {...props} prompt={prompt} />;
  const isTried = props.tried === name;
  return (
    <PlainForm
      action={props.action}
      failure={isTried ? props.failure : undefined}
      button={props.button}
    >
      {props.children}
      <input type="hidden" name={factorField} value={name} />
      <Field
        {...inputOf(name)}
        {...textsOf(messages, name)}
        id={`${proofField}_${name}`}
        name={proofField}
        type="text"
        problem={isTried ? problemMessage(messages, props.problem) : undefined}
      />
      {props.canTrust && (
        <TrustChoice
          id={`trust_${name}`}
          messages={messages.secondFactor}
        />
      )}
    </PlainForm>
  );
}

/** A passkey needs a button instead of a field. */
function UsePasskey({ prompt, ...props }: FactorFormProps) {
  const { messages, proofField, factorField, action, children } = props;
  const { passkeys } = messages.secondFactor.kinds;
  const isTried = props.tried === prompt.name;
  return (
    <>
      <PasskeyForm
        action={action}
        name={proofField}
        call="get"
        options={prompt.challenge}
        button={passkeys.instead}
        cancelled={messages.passkeys.notShown}
        failure={isTried
          ? props.problem ? passkeys.wrong : props.failure
          : undefined}
      >
        {children}
        <input type="hidden" name={factorField} value={prompt.name} />
        <p>{passkeys.advice}</p>
        {props.canTrust && (
          <TrustChoice
            id={`trust_${prompt.name}`}
            messages={messages.secondFactor}
          />
        )}
      </PasskeyForm>
      <p class="without-passkeys">{messages.passkeys.unsupported}</p>
    </>
  );
}

/** What a factor's field looks like. */
function inputOf(name: string): Pick<FieldProps, "autocomplete" | "input"> {
  const input = { autocorrect: "off", spellcheck: false };
  return name === "recovery_codes"
    ? { autocomplete: "off", input }
    : { autocomplete: "one-time-code", input: { inputmode: "numeric" } };
}

/** The texts of a factor; those of a code for one that has no texts of its own. */
function textsOf({ secondFactor: { kinds } }: Messages, name: string) {
  return Object.hasOwn(kinds, name)
    ? kinds[name as keyof typeof kinds]
    : kinds.authenticator_app;
}
