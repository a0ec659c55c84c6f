/** @module */
import { addressKey } from "../../auth/addresses.ts";
import { type Draft, type Drafting, timeInWords } from "../draft.ts";
import { Line } from "../parts.tsx";

/** Tells that an address is kept for the account that had it until lately; null when it is not. */
export async function addressKept(
  desk: Drafting,
  address: string,
): Promise<Draft | null> {
  const key = addressKey(address);
  const former = (await desk.formerOwnerOf(address))?.formerAddresses
    .find((one) => one.addressKey === key);
  if (!former) return null;
  return {
    to: former.address,
    subject: "This address cannot be used yet",
    body: (
      <>
        <Line>
          Somebody, hopefully you, wants to use {former.address}{" "}
          for an account. Another account had this address until lately, and may
          have it back.
        </Line>
        <Line>It is free from {timeInWords(former.keptUntil)} on.</Line>
        <Line>If it was not you, there is nothing to do.</Line>
      </>
    ),
  };
}
