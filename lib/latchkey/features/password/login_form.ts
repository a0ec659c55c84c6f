/**
 * The login form, for the server and the browser.
 *
 * @module
 */
import { MAX_ADDRESS_LENGTH } from "../../email/address_length.ts";
import { defineForm, textEntry } from "../../forms/form.ts";

/**
 * The login form. `username` is an email address of at most 254 characters (RFC 5321
 * §4.5.3.1.3), without surrounding spaces; only if no account has it does the server look
 * for typing mistakes. Any `password` is accepted: one that no account can have is simply
 * wrong.
 *
 * @example
 * ```ts
 * import { check, loginForm } from "@latchkey/core/forms";
 *
 * const checked = check(loginForm, { username: "ada", password: "" });
 * if (!checked.ok) console.log(checked.problems.password); // "passwordRequired"
 * ```
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
