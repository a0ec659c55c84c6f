/**
 * The sign-in form: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";
import { MAX_ADDRESS_LENGTH } from "../../email/address_length.ts";
import type { Problem } from "../../i18n/words.ts";
import { textEntry } from "../../forms/text_entry.ts";

/**
 * `username` is an address, at most 254 characters (RFC 5321 §4.5.3.1.3) without the
 * spaces around it. What else it must be like is checked when it was not found, and so
 * is not in the browser. `password` is whatever was typed: one that no account can have is
 * a wrong one.
 */
export const signInForm = v.object({
  username: textEntry((typed) => {
    const address = typed.trim();
    if (address === "") return "emailRequired";
    if (!/.@./s.test(address)) return "noAddress";
    return address.length > MAX_ADDRESS_LENGTH ? "addressTooLong" : null;
  }),
  password: textEntry((password) =>
    password === "" ? "passwordRequired" : null
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
