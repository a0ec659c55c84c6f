/**
 * Tells password managers which account a password belongs to.
 *
 * @module
 */

/** A hidden field with the account's email address. */
export function KnownAddress({ address }: { address: string }) {
  return (
    <input
      type="text"
      dir="auto"
      autocomplete="username"
      value={address}
      readOnly
      hidden
    />
  );
}
