/**
 * The form for an email address.
 *
 * @module
 */
import type { FormFields } from "../http/read_form.ts";
import type { Services } from "../services.ts";
import { addressEntry } from "./addresses.ts";
import { check, defineForm } from "./form.ts";

const addressForm = defineForm({ address: addressEntry() });

/**
 * Checks a form with the single field `address`, including whether email can be sent there. May
 * ask the mail server, for a few seconds at most. Never throws.
 *
 * @param fields The fields of the request, from `readForm` or `readReplayable`.
 * @returns `{ ok: true, values: { address } }` with the canonical address, or `{ ok: false,
 * problems: { address } }`.
 *
 * @example
 * ```ts
 * import { checkAddress, readForm } from "@latchkey/core/http";
 * import type { Services } from "@latchkey/core";
 *
 * async function addressIn(services: Services, req: Request) {
 *   const checked = await checkAddress(services, await readForm(req));
 *   return checked.ok ? checked.values.address : null;
 * }
 * ```
 */
export async function checkAddress(
  { mail }: Pick<Services, "mail">,
  fields: FormFields,
) {
  const checked = check(addressForm, fields);
  if (!checked.ok || await mail.reaches(checked.values.address)) return checked;
  return { ok: false, problems: { address: "addressUndeliverable" } } as const;
}
