/**
 * Whose password a form is about, for password managers.
 *
 * @module
 */

/** The account's address, as a field that is not seen: by it a password manager finds and keeps the password. */
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
