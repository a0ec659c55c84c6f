/**
 * A reminder to confirm the email address.
 *
 * @module
 */
import { fill } from "@latchkey/core/i18n";
import type { Messages } from "../lib/messages/language.ts";

/** Shown on every page until the address is confirmed. */
export function UnverifiedBanner({ address, messages }: {
  address: string;
  messages: Messages["site"]["banner"];
}) {
  return (
    <aside class="banner" aria-label={messages.name}>
      <p>
        {fill(messages.sent, { address: <b>{address}</b> })}{" "}
        <a href="/auth/verify">{messages.enter}</a>
      </p>
    </aside>
  );
}
