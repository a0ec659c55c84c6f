/**
 * The button that a mailed link leads to.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import SendOnce from "../islands/SendOnce.tsx";
import { FormOwner } from "./FormOwner.tsx";

/** What a {@linkcode TokenForm} sends where. */
export interface TokenFormProps {
  action: string;
  token: string;
  /** The words on the button. */
  button: ComponentChildren;
  /** Whether this browser asked for the link, so that nobody need press the button. */
  askedHere: boolean;
}

/** Opening the link changes nothing: only this does. */
export function TokenForm(
  { action, token, button, askedHere }: TokenFormProps,
) {
  return (
    <form id="token-form" class="card" method="post" action={action}>
      <FormOwner />
      <input type="hidden" name="token" value={token} />
      <button type="submit">{button}</button>
      <SendOnce form="token-form" byItself={askedHere} />
    </form>
  );
}
