/** @module */
import type { Writer } from "../draft.ts";
import { ActionLink, Line } from "../parts.tsx";

/** A link to sign in by. */
export const signInLink: Writer<"sign_in_link"> = async (
  desk,
  { address, browser, remembered, next },
) => {
  const user = await desk.accountAt(address);
  if (!user || !desk.mayEnter(user)) return null;
  const link = await desk.link("/auth/link/open", {
    purpose: "sign_in_link",
    user,
    data: { browser, remembered: remembered ? "yes" : "", next },
  });
  return {
    to: user.address,
    subject: "Your link to sign in",
    body: (
      <>
        <Line>Here is the link to sign in as {user.address}.</Line>
        <ActionLink href={link}>Sign in</ActionLink>
        <Line>
          It works once, within 15 minutes. If you did not ask for it, do
          nothing, and give it to nobody: whoever has it gets in.
        </Line>
      </>
    ),
  };
};
