/**
 * The owner of a form. Every form contains the account that was logged in when its page was
 * rendered, so that a form left open in one tab is never applied to an account that logged in
 * later in another.
 *
 * @module
 */

/**
 * The name of the hidden field with the id of the account that a form was rendered for; its
 * value is empty when no one was logged in. `checkFormOwner` rejects forms whose owner is
 * another account.
 *
 * @example
 * ```tsx
 * import { FORM_OWNER } from "@latchkey/core/forms";
 *
 * function OwnerField({ userId }: { userId: string }) {
 *   return <input type="hidden" name={FORM_OWNER} value={userId} />;
 * }
 * ```
 */
export const FORM_OWNER = "form_owner";

/**
 * The name of the field with the owner of a rejected form, on the page that rejected it; see
 * `lib/latchkey/http/page_replay.ts`.
 */
export const REFUSED_OWNER = "refused_owner";

/**
 * Why the owner doesn't match: the form belongs to another account, or was rendered before the
 * login, or the person has logged out.
 */
export type OwnerMismatch = "other_account" | "logged_in_since" | "logged_out";

/**
 * Compares the account that a form was rendered for with the one that submits it.
 *
 * @param owner The value of {@linkcode FORM_OWNER}; undefined without such a field.
 * @param userId The id of the logged-in account; empty when no one is logged in.
 * @returns Null when they are the same.
 */
export function ownerMismatch(
  owner: string | undefined,
  userId: string,
): OwnerMismatch | null {
  if ((owner ?? "") === userId) return null;
  if (userId === "") return "logged_out";
  return owner ? "other_account" : "logged_in_since";
}
