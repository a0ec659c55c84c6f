/**
 * The form that asks for an address to which an email is to go.
 *
 * @module
 */
import type { FormFields } from "../http/read_form.ts";
import type { Services } from "../services.ts";
import { addressEntry } from "./addresses.ts";
import { check, defineForm } from "./form.ts";

/** `address` is the one to be, or to mail to. */
const addressForm = defineForm({ address: addressEntry() });

/** Checks the form, down to what only the server knows: whether email can go there. */
export async function checkAddress(
  { mail }: Pick<Services, "mail">,
  fields: FormFields,
) {
  const checked = check(addressForm, fields);
  if (!checked.ok || await mail.reaches(checked.values.address)) return checked;
  return { ok: false, problems: { address: "addressUndeliverable" } } as const;
}
