/** @module */
import type { Writer } from "../draft.ts";
import { ActionLink, Line } from "../parts.tsx";

/** A link to set a new password. */
export const recover: Writer<"recover"> = async (desk, { address }) => {
  const user = await desk.accountAt(address);
  if (!user || !desk.mayEnter(user)) return null;
  const link = await desk.link("/auth/recover/new", {
    purpose: "recover",
    user,
  });
  return {
    to: user.address,
    subject: "Set a new password",
    body: (
      <>
        <Line>
          Somebody, hopefully you, forgot the password of {user.address}.
        </Line>
        <ActionLink href={link}>Set a new password</ActionLink>
        <Line>
          The link works once, within an hour. If you did not ask for it, do
          nothing: your password stays as it is.
        </Line>
      </>
    ),
  };
};
