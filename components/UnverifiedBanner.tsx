/**
 * Reminds a person of the address that waits to be confirmed.
 *
 * @module
 */

/** On every page until the address is confirmed. */
export function UnverifiedBanner({ address }: { address: string }) {
  return (
    <aside class="banner" aria-label="Your address">
      <p>
        Confirm your address: we have sent a mail to <b>{address}</b>.{" "}
        <a href="/auth/verify">Enter its code or get another mail</a>
      </p>
    </aside>
  );
}
