/**
 * A form without JavaScript. `noValidate` leaves validation, and its messages, to the server.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Failure } from "./Failure.tsx";
import { FormOwner } from "./FormOwner.tsx";

/** Fields and one button that sends them. */
export function PlainForm({ action, failure, button, harm, children }: {
  action: string;
  /** An error of the form as a whole. */
  failure?: string;
  /** The text of the button. */
  button: ComponentChildren;
  /** Marks a destructive action. */
  harm?: true;
  children?: ComponentChildren;
}) {
  return (
    <form class="card" method="post" action={action} noValidate>
      <FormOwner />
      {failure && <Failure>{failure}</Failure>}
      {children}
      <button type="submit" class={harm && "harm"}>{button}</button>
    </form>
  );
}
