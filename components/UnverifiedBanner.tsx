/**
 * Reminds a person of the address that waits to be confirmed.
 *
 * @module
 */
import { fill } from "@latchkey/core/i18n";
import type { Words } from "../lib/messages/language.ts";

/** On every page until the address is confirmed. */
export function UnverifiedBanner({ address, words }: {
  address: string;
  words: Words["site"]["banner"];
}) {
  return (
    <aside class="banner" aria-label={words.name}>
      <p>
        {fill(words.sent, { address: <b>{address}</b> })}{" "}
        <a href="/auth/verify">{words.enter}</a>
      </p>
    </aside>
  );
}
