/**
 * Stops a form from being sent twice.
 *
 * @module
 */
import { useEffect } from "preact/hooks";

/** Props of {@linkcode SendOnce}. */
export interface SendOnceProps {
  /** The form's ID. */
  form: string;
  /** Submits the form when the page loads, without a click. */
  automatic: boolean;
}

/** Renders nothing. The form works without it too. */
export default function SendOnce({ form, automatic }: SendOnceProps) {
  useEffect(() => {
    const element = document.getElementById(form);
    if (!(element instanceof HTMLFormElement)) return;
    let sent = false;
    element.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    // After the back button, the form's button works again, and nothing is sent automatically.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) sent = false;
    });
    if (automatic) element.requestSubmit();
  }, []);
  return null;
}
