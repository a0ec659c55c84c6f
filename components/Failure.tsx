/**
 * The error of a form as a whole.
 *
 * @module
 */
import type { ComponentChild } from "preact";

/**
 * Shows the error and moves the focus to it, with or without JavaScript. An empty message
 * still takes up space, so that nothing shifts.
 */
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
