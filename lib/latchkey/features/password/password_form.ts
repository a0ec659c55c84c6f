/**
 * The form that asks for one's password and nothing else.
 *
 * @module
 */
import { defineForm, textEntry } from "../../forms/form.ts";

/** `password` is the one the account has, whatever it is like. */
export const passwordForm = defineForm({
  password: textEntry((password) =>
    password === "" ? "ownPasswordRequired" : null
  ),
});
