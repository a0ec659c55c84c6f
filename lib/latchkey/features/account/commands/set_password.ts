/** @module */
import { passwordRules } from "../../password/new_passwords.ts";
import { recordActivity } from "../../activity/activity.ts";
import { burnWaysIn } from "../../tokens/one_time_tokens.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import type { Io } from "../../../cli/io.ts";
import type { Outcome } from "../../../cli/outcome.ts";
import { findUser, userGone } from "./find_user.ts";
import { askNewPassword, refusePasswordArgument } from "./new_password.ts";
import { FELT_AT_ONCE, userView } from "./user_view.ts";

/** `users set-password <user>` */
export function usersSetPassword(runner: Runner) {
  const command = leaf(
    "set-password",
    "Give an account a new password and end all its sessions.",
    [
      "users set-password ada@example.com",
      "users set-password ada@example.com < password.txt",
    ],
  )
    .argument("<user>", "address or id");
  refusePasswordArgument(command);
  return command.action((user) =>
    runner.withServices((services, io) => setPassword(services, { user }, io))
  );
}

/**
 * Sets a password that is asked for and ends every session, in one write: whoever knew
 * the old one is out. The owner is told by mail.
 */
export async function setPassword(
  services: CliServices,
  { user: name }: { readonly user: string },
  io: Io,
): Promise<Outcome> {
  const { id, address } = await findUser(services, name);
  const password = await askNewPassword(io, {
    ...passwordRules(services),
    address,
  });
  const passwordHash = await services.passwords.hash(password);
  const user = await services.store.users.secure(id, { passwordHash }) ??
    userGone(name);
  await burnWaysIn(services, id);
  await recordActivity(services, user, "password_set", null);
  await services.mail.send({
    kind: "password_changed",
    userId: id,
    userAgent: "",
    client: "",
    at: services.now(),
  });
  return {
    text: `${
      shownAddress(user.address)
    } has a new password, and all its sessions are over.`,
    json: { user: userView(user) },
    advice: FELT_AT_ONCE,
  };
}
