/**
 * The form on the page that an emailed link opens.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import SendOnce from "../islands/SendOnce.tsx";
import { FormOwner } from "./FormOwner.tsx";

/** Props of a {@linkcode TokenForm}. */
export interface TokenFormProps {
  action: string;
  token: string;
  /** The text of the button. */
  button: ComponentChildren;
  /** Whether this browser requested the link. Then the form is submitted automatically. */
  requestedHere: boolean;
}

/** Uses the token. Only opening the link doesn't, because mail scanners open links too. */
export function TokenForm(
  { action, token, button, requestedHere }: TokenFormProps,
) {
  return (
    <form id="token-form" class="card" method="post" action={action}>
      <FormOwner />
      <input type="hidden" name="token" value={token} />
      <button type="submit">{button}</button>
      <SendOnce form="token-form" automatic={requestedHere} />
    </form>
  );
}
