/** @module */

/** Accounts as JSON lines, for a pipe. */
export function lines(...accounts: readonly unknown[]): string {
  return accounts.map((account) => `${JSON.stringify(account)}\n`).join("");
}
