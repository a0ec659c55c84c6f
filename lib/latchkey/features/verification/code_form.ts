/**
 * The form that takes the six digits of a mail.
 *
 * @module
 */
import * as v from "valibot";
import { addressEntry } from "../../forms/addresses.ts";
import { textEntry } from "../../forms/text_entry.ts";

/** `address` is the one the mail went to. What is wrong with a code is never told apart, save that there is none. */
export const codeForm = v.object({
  address: addressEntry(),
  code: textEntry((code) => code.trim() === "" ? "codeRequired" : null),
});

/** One of the form's fields that can be wrong. */
export type CodeField = keyof typeof codeForm.entries;
