/**
 * Setting up an authenticator app.
 *
 * @module
 */
import type { AuthenticatorSetup } from "@latchkey/core";
import type { Problems } from "@latchkey/core/forms";
import type { authenticatorForm } from "@latchkey/core/http";
import { problemMessage } from "@latchkey/core/i18n";
import { Field } from "./Field.tsx";
import { PlainForm } from "./PlainForm.tsx";
import { QrCode, type QrModules } from "./QrCode.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Props of {@linkcode AuthenticatorSetupForm}. */
export interface AuthenticatorSetupProps {
  setup: AuthenticatorSetup;
  /** The QR code of the setup. */
  modules: QrModules;
  /** The name that was entered. */
  name?: string;
  problems?: Problems<typeof authenticatorForm>;
  failure?: string;
  language: Language;
}

/** The QR code, its key as text, and a form for a code that the app then shows. */
export function AuthenticatorSetupForm(
  { setup, modules, name, problems, failure, language }:
    AuthenticatorSetupProps,
) {
  const { messages } = language;
  const { setup: texts } = messages.authenticator;
  return (
    <>
      <p>{texts.scan}</p>
      <QrCode modules={modules} label={texts.qrCode} />
      <p>
        {texts.key}
        <br />
        <code class="key" dir="ltr" translate={false}>
          {setup.key.match(/.{1,4}/g)?.join(" ")}
        </code>
        <br />
        <a href={setup.uri}>{texts.open}</a>
      </p>
      <p>{texts.enter}</p>
      <PlainForm
        action={`/account/authenticator/new?setup=${setup.id}`}
        failure={failure}
        button={texts.send}
      >
        <Field
          name="code"
          label={texts.code}
          type="text"
          autocomplete="one-time-code"
          input={{ inputmode: "numeric" }}
          advice={texts.codeAdvice}
          problem={problemMessage(messages, problems?.code)}
        />
        <Field
          name="name"
          label={texts.name}
          type="text"
          autocomplete="off"
          input={{ autocapitalize: "words", required: false }}
          startValue={name}
          advice={texts.nameAdvice}
          problem={problemMessage(messages, problems?.name)}
        />
      </PlainForm>
    </>
  );
}
