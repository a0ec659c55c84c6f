/**
 * The hidden field that says whose a form is. See `lib/latchkey/forms/form_owner.ts`.
 *
 * @module
 */
import { IS_BROWSER } from "fresh/runtime";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { FORM_OWNER } from "@latchkey/core/forms";

/**
 * The id of the account the page is made for; empty for nobody. `routes/_app.tsx` provides it
 * to the forms around a page, and `routes/_layout.tsx` to those on it.
 */
export const PageOwner = createContext("");

/**
 * Goes into every form that is sent by POST; forms without it are refused when somebody is
 * logged in. In the browser the field keeps the value that the server gave it.
 */
export function FormOwner() {
  const owner = useContext(PageOwner);
  return (
    <input
      type="hidden"
      name={FORM_OWNER}
      value={IS_BROWSER ? undefined : owner}
    />
  );
}
