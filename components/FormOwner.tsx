/**
 * The hidden field with the account a form was opened with. See
 * `lib/latchkey/forms/form_owner.ts`.
 *
 * @module
 */
import { IS_BROWSER } from "fresh/runtime";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { FORM_OWNER } from "@latchkey/core/forms";

/**
 * The ID of the account the page is rendered for, or an empty string. `routes/_app.tsx`
 * provides it to the header and footer, `routes/_layout.tsx` to the page.
 */
export const PageOwner = createContext("");

/**
 * Belongs in every form that is sent by POST: a logged-in person's form is rejected without
 * it. In the browser the field keeps the server's value.
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
