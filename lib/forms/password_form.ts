/**
 * The form that asks for one's password and nothing else.
 *
 * @module
 */
import * as v from "valibot";

const REQUIRED = "Your password is required";

/** `password` is the one the account has, whatever it is like. */
export const passwordForm = v.object({
  password: v.pipe(
    v.optional(v.string(REQUIRED), ""),
    v.check((password) => password !== "", REQUIRED),
  ),
});
