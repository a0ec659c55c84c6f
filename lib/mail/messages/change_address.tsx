/** @module */
import type { Draft, Drafting, Writer } from "../draft.ts";
import { ActionLink, Line } from "../parts.tsx";
import { addressKept } from "./address_kept.tsx";

/** To the new address: confirm it, unless it is somebody's. */
export const changeAddress: Writer<"change_address"> = async (
  desk,
  { userId, newAddress, credentialEpoch },
) => {
  const user = await desk.account(userId);
  if (!user || !desk.mayEnter(user)) return null;
  // Whoever asked knew a password that has been replaced since.
  if (user.credentialEpoch !== credentialEpoch) return null;
  const holder = await desk.accountAt(newAddress);
  if (holder && holder.id !== userId) return isTaken(desk, holder.address);
  const formerOwner = await desk.formerOwnerOf(newAddress);
  if (formerOwner && formerOwner.id !== userId) {
    return await addressKept(desk, newAddress);
  }
  const link = await desk.link("/auth/address", {
    purpose: "change_address",
    user,
    data: { address: newAddress, credentialEpoch: String(credentialEpoch) },
  });
  return {
    to: newAddress,
    subject: "Confirm your new address",
    body: (
      <>
        <Line>
          Somebody, hopefully you, wants to sign in with {newAddress}{" "}
          from now on.
        </Line>
        <ActionLink href={link}>Confirm the new address</ActionLink>
        <Line>
          The link works once, within 24 hours. If you did not ask for it, do
          nothing.
        </Line>
      </>
    ),
  };
};

function isTaken(desk: Drafting, address: string): Draft {
  return {
    to: address,
    subject: "This address has an account already",
    body: (
      <>
        <Line>
          Somebody, hopefully you, wants to use {address}{" "}
          for another account. It has one already, and nothing about it has
          changed.
        </Line>
        <ActionLink href={desk.page("/auth/login")}>
          Sign in to that account
        </ActionLink>
        <Line>If it was not you, there is nothing to do.</Line>
      </>
    ),
  };
}
