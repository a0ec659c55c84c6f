/**
 * The form that asks for another address.
 *
 * @module
 */
import * as v from "valibot";
import { addressProblem } from "./addresses.ts";
import { trimmedEntry } from "./trimmed_entry.ts";

/** `address` is the one to be. */
export const addressForm = v.object({ address: trimmedEntry(addressProblem) });
