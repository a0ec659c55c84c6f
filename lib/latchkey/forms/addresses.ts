/**
 * The rules of email addresses in forms.
 *
 * @module
 */
import * as v from "valibot";
import {
  type AddressProblem,
  canonicalAddress,
  readAddress,
} from "../email/address.ts";
import { textEntry } from "./form.ts";

/** The problems of an address. */
export const ADDRESS_PROBLEMS = [
  "emailRequired",
  "addressHidden",
  "addressUnclear",
  "addressTooLong",
  "noAddress",
] as const satisfies readonly AddressProblem[];

/**
 * The problem with an address; null when it is valid. Surrounding spaces and invisible
 * characters are ignored.
 */
export function addressProblem(typed: string): AddressProblem | null {
  return readAddress(typed).problem;
}

/**
 * A field whose value becomes the canonical address. Only for the server: the browser doesn't
 * use a form's values.
 */
export function addressEntry() {
  return v.pipe(
    textEntry(addressProblem),
    v.transform((typed) => canonicalAddress(typed) ?? typed),
  );
}
