/**
 * Buttons, links and fields in every state.
 *
 * @module
 */
import type { Language, Messages } from "../../lib/messages/language.ts";
import { EmailField, Field } from "../Field.tsx";
import { PasswordMeter } from "../PasswordMeter.tsx";
import { PlainForm } from "../PlainForm.tsx";
import { providerButtons } from "./providers.tsx";
import { LONG_ADDRESS } from "./samples.ts";

/** An empty password, and one of each strength. */
const PASSWORDS = [
  "",
  "short",
  "green kettles",
  "green kettle sings",
  "green kettle sings lowly tonight",
];

/** Buttons, links, fields and the password meter. */
export function inputs(language: Language) {
  const { messages } = language;
  return {
    "Buttons": (
      <p class="actions">
        <button type="button">Button</button>
        <a class="button" href="/dev/components">Link</a>
        <button type="button" class="harm">Harm</button>
        <button type="button" aria-disabled="true">Busy…</button>
      </p>
    ),
    "Secondary buttons": (
      <div class="after">
        <button type="button">Button</button>
      </div>
    ),
    "Login with a provider": providerButtons(language),
    "Links": <Links />,
    "Fields": <Fields messages={messages} />,
    "Password meter": PASSWORDS.map((password) => (
      <PasswordMeter
        key={password}
        password={password}
        rules={{ minLength: 8, siteName: "", address: "" }}
        messages={messages.passwordMeter}
      />
    )),
  };
}

function Links() {
  return (
    <>
      <p class="up">
        <a href="/dev/components">Back link</a>
      </p>
      <ul class="links">
        <li>
          <a href="/dev/components">One link</a>
        </li>
        <li>
          <a href="/dev/components">Another link</a>
        </li>
      </ul>
    </>
  );
}

function Fields({ messages }: { messages: Messages }) {
  const { email } = messages.login.form;
  return (
    <PlainForm action="/dev/components" button="Send" failure="It failed.">
      <EmailField name="empty" label={email} autocomplete="off" />
      <EmailField
        name="long"
        label={email}
        autocomplete="off"
        startValue={LONG_ADDRESS}
      />
      <EmailField
        name="wrong"
        label={email}
        autocomplete="off"
        startValue="olga"
        problem={messages.problems.emailRequired}
      />
      <Field
        name="advised"
        label={messages.name.label}
        type="text"
        autocomplete="off"
        advice="What to know before typing."
      />
      <Secret name="hidden" messages={messages} />
      <Secret name="shown" messages={messages} shown />
      <Field
        name="code"
        label={messages.codeForm.code}
        type="text"
        input={{ inputmode: "numeric" }}
        autocomplete="one-time-code"
        startValue="218 881"
        problem={messages.problems.codeWrong}
      />
      <label class="choice">
        <input type="checkbox" name="remember" checked />{" "}
        {messages.login.form.remember}
      </label>
    </PlainForm>
  );
}

/** A password field whose value is hidden or shown. */
function Secret({ name, messages, shown = false }: {
  name: string;
  messages: Messages;
  shown?: boolean;
}) {
  const { password, showPassword } = messages.login.form;
  return (
    <Field
      name={name}
      label={password}
      type={shown ? "text" : "password"}
      autocomplete="off"
      startValue="green kettles"
      hint={messages.form.capsLock}
    >
      <button
        type="button"
        class="reveal"
        aria-label={showPassword}
        aria-pressed={`${shown}`}
        aria-controls={name}
      >
        {messages.form.show}
      </button>
    </Field>
  );
}
