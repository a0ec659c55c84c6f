/** @module */
import type { User } from "../../store/store.ts";
import type { Draft, Drafting, Writer } from "../draft.ts";
import { ActionLink, Code, Line } from "../parts.tsx";

/** Asks an account to confirm its address once more. */
export const verify: Writer<"verify"> = async (desk, { userId, browser }) => {
  const user = await desk.account(userId);
  if (!user || !desk.mayEnter(user) || user.verifiedAt !== null) return null;
  return await confirmation(desk, user, browser);
};

/** The link and the code by which an address is confirmed. Names nobody: anybody may have typed the address. */
export async function confirmation(
  desk: Drafting,
  user: User,
  browser: string,
): Promise<Draft> {
  const data = { browser };
  const link = await desk.link("/auth/verify", {
    purpose: "verify",
    user,
    data,
  });
  const digits = await desk.code(user);
  return {
    to: user.address,
    subject: "Confirm your address",
    body: (
      <>
        <Line>Please confirm that {user.address} is your address.</Line>
        <ActionLink href={link}>Confirm the address</ActionLink>
        <Line>Or type this code where you signed up:</Line>
        <Code digits={digits} />
        <Line>
          Either works once, within 24 hours. If you did not sign up, do
          nothing, and give the code to nobody.
        </Line>
      </>
    ),
  };
}
