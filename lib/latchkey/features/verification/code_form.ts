/**
 * The form for the code from an email.
 *
 * @module
 */
import { addressEntry } from "../../forms/addresses.ts";
import { defineForm, textEntry } from "../../forms/form.ts";

/**
 * The form that confirms an `address` with the `code` sent to it. It only checks that a
 * code was entered: whether it is right, `confirmByCode` tells.
 *
 * @example
 * ```ts
 * import { check } from "@latchkey/core/forms";
 * import { codeForm } from "@latchkey/core/http";
 *
 * check(codeForm, { address: "ada@example.com", code: "123456" }).ok; // true
 * ```
 */
export const codeForm = defineForm({
  address: addressEntry(),
  code: textEntry((code) => code.trim() === "" ? "codeRequired" : null),
});
