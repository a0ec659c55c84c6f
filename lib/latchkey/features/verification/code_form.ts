/**
 * The form that takes the six digits of a mail.
 *
 * @module
 */
import { addressEntry } from "../../forms/addresses.ts";
import { defineForm, textEntry } from "../../forms/form.ts";

/** `address` is the one the mail went to. What is wrong with a code is never told apart, save that there is none. */
export const codeForm = defineForm({
  address: addressEntry(),
  code: textEntry((code) => code.trim() === "" ? "codeRequired" : null),
});
