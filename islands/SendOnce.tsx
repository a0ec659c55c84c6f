/**
 * Sends a form once, however often it is clicked.
 *
 * @module
 */
import { useEffect } from "preact/hooks";

/** Which form, and who sends it. */
export interface SendOnceProps {
  /** Its id. */
  form: string;
  /** Whether it is sent as soon as the page is there, with nobody pressing the button. */
  byItself: boolean;
}

/** Shows nothing: the form works without it. */
export default function SendOnce({ form, byItself }: SendOnceProps) {
  useEffect(() => {
    const element = document.getElementById(form);
    if (!(element instanceof HTMLFormElement)) return;
    let sent = false;
    element.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    // Who comes back by the back button finds a button that works, and no second try.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) sent = false;
    });
    if (byItself) element.requestSubmit();
  }, []);
  return null;
}
