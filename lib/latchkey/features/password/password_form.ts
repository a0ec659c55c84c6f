/**
 * The form that asks for one's password and nothing else.
 *
 * @module
 */
import * as v from "valibot";
import { textEntry } from "../../forms/text_entry.ts";

/** `password` is the one the account has, whatever it is like. */
export const passwordForm = v.object({
  password: textEntry((password) =>
    password === "" ? "ownPasswordRequired" : null
  ),
});
