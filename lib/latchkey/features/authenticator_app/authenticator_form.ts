/**
 * The form that finishes setting up an authenticator app.
 *
 * @module
 */
import { defineForm, textEntry, trimmedEntry } from "../../forms/form.ts";
import { nameProblem } from "../account/names.ts";

/**
 * The form for the `code` that an app shows and the `name` of its device, which may be empty.
 * Whether the code is right, `confirmAuthenticator` tells.
 *
 * @example
 * ```ts
 * import { check } from "@latchkey/core/forms";
 * import { authenticatorForm } from "@latchkey/core/http";
 *
 * check(authenticatorForm, { code: "123456", name: "Phone" }).ok; // true
 * ```
 */
export const authenticatorForm = defineForm({
  code: textEntry((code) => code.trim() === "" ? "proofRequired" : null),
  name: trimmedEntry(nameProblem),
});
