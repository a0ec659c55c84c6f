/**
 * The login form: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import { MAX_ADDRESS_LENGTH } from "../../email/address_length.ts";
import { defineForm, textEntry } from "../../forms/form.ts";

/**
 * `username` is an address, at most 254 characters (RFC 5321 §4.5.3.1.3) without the
 * spaces around it. What else it must be like is checked when it was not found, and so
 * is not in the browser. `password` is whatever was typed: one that no account can have is
 * a wrong one.
 */
export const loginForm = defineForm({
  username: textEntry((typed) => {
    const address = typed.trim();
    if (address === "") return "emailRequired";
    if (!/.@./s.test(address)) return "noAddress";
    return address.length > MAX_ADDRESS_LENGTH ? "addressTooLong" : null;
  }),
  password: textEntry((password) =>
    password === "" ? "passwordRequired" : null
  ),
}, [
  "emailRequired",
  "addressHidden",
  "addressUnclear",
  "addressTooLong",
  "noAddress",
  "passwordRequired",
]);
