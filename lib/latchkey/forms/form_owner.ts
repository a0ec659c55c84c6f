/**
 * Whose a form is. Every form on a page names the account that was logged in when the page
 * was made, so that a form left open in one tab is never applied to an account that logged
 * in later in another.
 *
 * @module
 */

/** The name of the hidden field that holds the id of the account; empty when nobody was logged in. */
export const FORM_OWNER = "form_owner";

/** The name of the field in which a page that refused a form names that form's owner, see `lib/latchkey/http/page_replay.ts`. */
export const REFUSED_OWNER = "refused_owner";

/** What is wrong with a form's owner: it was somebody else, nobody yet, or somebody who has logged out since. */
export type OwnerMismatch = "other_account" | "logged_in_since" | "logged_out";

/**
 * Compares the account that a form was made for with the one that sends it.
 *
 * @param owner The value of {@linkcode FORM_OWNER}; undefined when the form has no such field.
 * @param userId The id of who is logged in now; empty when nobody is.
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
