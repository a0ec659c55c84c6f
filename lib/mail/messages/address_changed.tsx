/** @module */
import { addressKey } from "../../auth/addresses.ts";
import { timeInWords, type Writer } from "../draft.ts";
import { ActionLink, Line } from "../parts.tsx";

/** To the old address: it was changed, and here it can be put back. */
export const addressChanged: Writer<"address_changed"> = async (
  desk,
  { userId, oldAddress, at },
) => {
  const key = addressKey(oldAddress);
  const user = await desk.account(userId);
  const former = user?.formerAddresses.find((one) =>
    one.addressKey === key && one.keptUntil > desk.now()
  );
  if (!user || !former) return null; // Put back, or free again.
  const link = await desk.link("/auth/not-me", {
    purpose: "undo_address",
    user,
    addressKey: key,
    lifetimeSeconds: Math.floor((former.keptUntil - desk.now()) / 1000),
  });
  return {
    to: oldAddress,
    subject: "Your address was changed",
    body: (
      <>
        <Line>
          Your account no longer has the address {oldAddress}, since{" "}
          {timeInWords(at)}. You sign in with the new one.
        </Line>
        <Line>
          If it was you, there is nothing to do. If not, this puts the address
          back, signs everybody out and lets you set a new password. It can be
          done until {timeInWords(former.keptUntil)}.
        </Line>
        <ActionLink href={link}>This wasn’t me</ActionLink>
      </>
    ),
  };
};
