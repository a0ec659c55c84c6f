/**
 * A form without script: the server finds what is wrong, in our words.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Failure } from "./Failure.tsx";
import { FormOwner } from "./FormOwner.tsx";

/** Fields and the one button that sends them. */
export function PlainForm({ action, failure, button, harm, children }: {
  action: string;
  /** Why the last try failed as a whole. */
  failure?: string;
  /** The words on the button. */
  button: ComponentChildren;
  /** Whether the button does what may be regretted, and looks like it. */
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
