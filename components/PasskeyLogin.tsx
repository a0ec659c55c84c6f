/**
 * Logging in with a passkey.
 *
 * @module
 */
import { passkeys } from "@latchkey/core/features";
import { canHavePasskeys } from "@latchkey/core/http";
import type { Services } from "@latchkey/core";
import { PasskeyForm } from "./PasskeyForm.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode PasskeyLogin}. */
export interface PasskeyLoginProps {
  /** Where to go after logging in: a path of this site. */
  next: string;
  /** Whether the person stays logged in. A checked box on the page means so too. */
  remember?: boolean;
  /** Whether the browser also offers passkeys in the email field. */
  autofill?: true;
  /** The text of the button, if it isn't the usual one. */
  button?: string;
  services: Pick<Services, "site" | "use">;
  /** The URL of the page. */
  url: URL;
  messages: Messages["passkeys"];
}

/** The button, on a site and at an address where there can be passkeys. */
export function PasskeyLogin(props: PasskeyLoginProps) {
  const { services, messages, next, remember, autofill } = props;
  if (!services.site.features.includes(passkeys)) return null;
  if (!canHavePasskeys(services.use(passkeys).party(props.url))) return null;
  return (
    <PasskeyForm
      action="/auth/passkey"
      name="passkey"
      call="get"
      options="/auth/passkey/options"
      autofill={autofill}
      button={props.button ?? messages.logIn}
      cancelled={messages.cancelled}
    >
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="remember" value={remember ? "yes" : ""} />
    </PasskeyForm>
  );
}
