/**
 * The page that stands before what takes a password entered lately.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import { STEP_UP_PASSWORD, type StepUpProps } from "../lib/auth/step_up.ts";
import { OwnPasswordField } from "./OwnPasswordField.tsx";
import { PlainForm } from "./PlainForm.tsx";

/** Asks for the password, and carries what was being sent. */
export function ConfirmPassword(props: StepUpProps) {
  return (
    <>
      <Head>
        <title>Enter your password · Latchkey</title>
      </Head>
      <h1>Enter your password to go on</h1>
      <p>
        This takes a password that was entered in the last ten minutes. What you
        were doing goes on afterwards, with all that you typed.
      </p>
      <PlainForm
        action={props.action}
        failure={props.failure}
        button="Go on"
      >
        {Object.entries(props.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <OwnPasswordField
          name={STEP_UP_PASSWORD}
          address={props.address}
          focused
          problem={props.problem}
        />
      </PlainForm>
    </>
  );
}
