/**
 * The sign-in form: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";
import { MAX_ADDRESS_LENGTH } from "../auth/address_length.ts";
import type { Problem } from "../i18n/words.ts";
import { textEntry } from "./text_entry.ts";

/**
 * `username` is an address, at most 254 characters (RFC 5321 §4.5.3.1.3) without the
 * spaces around it. What else it must be like is looked at when it was not found, and so
 * is not in the browser. `password` has at least 4 characters, so that the tutorial's demo
 * users can sign in; the rules for new passwords are stricter.
 */
export const signInForm = v.object({
  username: textEntry((address) =>
    !address.includes("@")
      ? "emailRequired"
      : address.trim().length > MAX_ADDRESS_LENGTH
      ? "addressTooLong"
      : null
  ),
  password: textEntry((password) =>
    password.length < 4 ? "passwordRequired" : null
  ),
});

/** The fields of the form that can be wrong, in the order they stand on the page. */
export const SIGN_IN_FIELDS = ["username", "password"] as const;

/** What can be wrong with them. */
export const SIGN_IN_PROBLEMS = [
  "emailRequired",
  "addressHidden",
  "addressUnclear",
  "addressTooLong",
  "noAddress",
  "passwordRequired",
] as const satisfies readonly Problem[];

/** One of {@linkcode SIGN_IN_FIELDS}. */
export type SignInField = typeof SIGN_IN_FIELDS[number];
