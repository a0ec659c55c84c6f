/**
 * What an address must be like so that email can go there, for every form that asks for one.
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

/** What can be wrong with an address. */
export const ADDRESS_PROBLEMS = [
  "emailRequired",
  "addressHidden",
  "addressUnclear",
  "addressTooLong",
  "noAddress",
] as const satisfies readonly AddressProblem[];

/** Why email cannot go to an address; null when it can. Spaces and marks around it do not count. */
export function addressProblem(typed: string): AddressProblem | null {
  return readAddress(typed).problem;
}

/** A field that becomes the canonical address. For the server alone: in a browser nobody reads what comes of a form. */
export function addressEntry() {
  return v.pipe(
    textEntry(addressProblem),
    v.transform((typed) => canonicalAddress(typed) ?? typed),
  );
}
