/**
 * Logging in with a passkey.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { passkeys } from "@latchkey/core/features";
import { canHavePasskeys } from "@latchkey/core/http";
import type { Services } from "@latchkey/core";
import { PasskeyForm } from "./PasskeyForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode PasskeyLogin}. */
export interface PasskeyLoginProps {
  /** Where the form is sent. Defaults to the page that logs in. */
  action?: string;
  /** Whether the person stays logged in. A checked box on the page means so too. */
  remember?: boolean;
  /** Whether the browser also offers passkeys in the email field. */
  autofill?: true;
  /** The text of the button, if it isn't the usual one. */
  button?: string;
  services: Pick<Services, "site" | "use">;
  /** Why the last attempt failed. */
  failure?: string;
  /** The URL of the page. */
  url: URL;
  messages: Messages["passkeys"];
  /** Further fields. */
  children?: ComponentChildren;
}

/** The button, on a site and at an address where there can be passkeys. */
export function PasskeyLogin(props: PasskeyLoginProps) {
  const { services, messages, action = "/auth/passkey" } = props;
  if (!services.site.features.includes(passkeys)) return null;
  if (!canHavePasskeys(services.use(passkeys).party(props.url))) return null;
  return (
    <PasskeyForm
      action={action}
      name="passkey"
      call="get"
      options="/auth/passkey/options"
      autofill={props.autofill}
      button={props.button ?? messages.logIn}
      cancelled={messages.cancelled}
      failure={props.failure}
    >
      {props.children}
      <input
        type="hidden"
        name="remember"
        value={props.remember ? "yes" : ""}
      />
    </PasskeyForm>
  );
}
