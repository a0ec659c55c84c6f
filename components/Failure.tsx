/**
 * That a form was refused as a whole.
 *
 * @module
 */
import type { ComponentChild } from "preact";

/** Why it was; the page begins there, with script or without. Keeps its room while nothing is said. */
export function Failure({ children }: { children?: ComponentChild }) {
  return (
    <p
      class="failure"
      role="alert"
      tabindex={children ? -1 : undefined}
      autofocus={!!children}
    >
      {children}
    </p>
  );
}
