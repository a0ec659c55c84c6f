/**
 * The sign-in form: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";

const EMAIL_REQUIRED = "Email is required";
const PASSWORD_REQUIRED = "A valid password is required";

/**
 * `username` is an address, at most 254 characters (RFC 5321 §4.5.3.1.3) without the
 * spaces around it, which `addressKey` drops. `password`
 * has at least 4 characters, so that the tutorial's demo users can sign in; the rules
 * for new passwords are stricter.
 */
export const signInForm = v.object({
  username: v.pipe(
    v.optional(v.string(EMAIL_REQUIRED), ""),
    v.check((address) => address.includes("@"), EMAIL_REQUIRED),
    v.check(
      (address) => address.trim().length <= 254,
      "An email has at most 254 characters",
    ),
  ),
  password: v.pipe(
    v.optional(v.string(PASSWORD_REQUIRED), ""),
    v.check((password) => password.length >= 4, PASSWORD_REQUIRED),
  ),
});

/** The fields of the form that can be wrong, in the order they stand on the page. */
export const SIGN_IN_FIELDS = ["username", "password"] as const;

/** One of {@linkcode SIGN_IN_FIELDS}. */
export type SignInField = typeof SIGN_IN_FIELDS[number];
