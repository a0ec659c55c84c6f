/** @module */
import type { User } from "../../store/store.ts";
import type { Drafting, Writer } from "../draft.ts";
import { ActionLink, Line, OtherLink } from "../parts.tsx";
import { addressKept } from "./address_kept.tsx";
import { confirmation } from "./verify.tsx";

/** After this, a second sign-up is no double click any more, in milliseconds. */
const DOUBLE_CLICK_MS = 10 * 60_000;

/** Confirms a new account's address, or tells whoever has one there already. */
export const signUp: Writer<"sign_up"> = async (
  desk,
  { address, userId, browser },
) => {
  const user = await desk.accountAt(address);
  if (!user) return await addressKept(desk, address);
  if (user.id !== userId) return hasAccount(desk, user);
  if (!desk.mayEnter(user) || user.verifiedAt !== null) return null;
  return await confirmation(desk, user, browser);
};

function hasAccount(desk: Drafting, user: User) {
  const age = desk.now() - user.createdAt;
  // The first mail is on its way.
  if (user.verifiedAt === null && age < DOUBLE_CLICK_MS) return null;
  return {
    to: user.address,
    subject: "You have an account already",
    body: (
      <>
        <Line>
          Somebody, hopefully you, signed up as{" "}
          {user.address}. That address has an account already, and nothing about
          it has changed.
        </Line>
        <ActionLink href={desk.page("/auth/login")}>Sign in</ActionLink>
        <OtherLink href={desk.page("/auth/recover")}>
          Set a new password, if you forgot it
        </OtherLink>
        <Line>If it was not you, there is nothing to do.</Line>
      </>
    ),
  };
}
