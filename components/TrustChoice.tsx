/**
 * The choice to trust the browser.
 *
 * @module
 */
import type { Messages } from "../lib/messages/language.ts";

/**
 * A checkbox: from the next login on, the browser is not asked for a second factor.
 *
 * @param id Unique on the page.
 */
export function TrustChoice({ id, messages: { trust, trustNote } }: {
  id: string;
  messages: Messages["secondFactor"];
}) {
  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          name="trust"
          value="yes"
          aria-describedby={id}
        />{" "}
        {trust}
      </label>
      <p class="aside" id={id}>{trustNote}</p>
    </>
  );
}
