/**
 * The offer to add a passkey.
 *
 * @module
 */
import { FormOwner } from "./FormOwner.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Shown after a login with a password in a browser that has passkeys. Can be declined for good. */
export function PasskeyOffer({ back, messages }: {
  /** The path of this page. */
  back: string;
  messages: Messages["passkeys"]["offer"];
}) {
  return (
    <aside class="banner" aria-label={messages.name}>
      <form method="post" action="/auth/passkey/decline">
        <FormOwner />
        <input type="hidden" name="back" value={back} />
        <p>
          {messages.text} <a href="/account/passkeys/new">{messages.add}</a>
        </p>
        <button type="submit">{messages.decline}</button>
      </form>
    </aside>
  );
}
