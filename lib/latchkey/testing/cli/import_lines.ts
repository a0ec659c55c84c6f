/** @module */

/** Accounts as lines of JSON, to be piped in. */
export function lines(...accounts: readonly unknown[]): string {
  return accounts.map((account) => `${JSON.stringify(account)}\n`).join("");
}
