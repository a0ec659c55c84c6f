/** @module */
import { featuresElsewhere, removeStored } from "../../deletion/deletion.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import { confirm } from "../../../cli/confirm.ts";
import type { Io } from "../../../cli/io.ts";
import type { Outcome } from "../../../cli/outcome.ts";
import { findUser, userGone } from "./find_user.ts";
import { FELT_AT_ONCE, userView } from "./user_view.ts";

/** `users remove <user>` */
export function usersRemove(runner: Runner) {
  return leaf(
    "remove",
    "Remove an account for good; its address is free again.",
    [
      "users remove ada@example.com",
      "users remove ada@example.com --yes",
    ],
  )
    .argument("<user>", "address or id")
    .option("--yes", "do not ask first")
    .action((user, { yes = false }) =>
      runner.withServices((services, io) =>
        removeUser(services, { user, yes }, io)
      )
    );
}

/** Removes an account and ends its sessions, after its address was typed or `yes` given. */
export async function removeUser(
  services: CliServices,
  { user: name, yes }: { readonly user: string; readonly yes: boolean },
  io: Io,
): Promise<Outcome> {
  const user = await findUser(services, name);
  if (!yes) {
    await confirm(io, {
      warning: `This removes ${shownAddress(user.address)} for good.`,
      word: shownAddress(user.address),
    });
  }
  const isLater = featuresElsewhere(services.site).length > 0;
  const { store: { users }, now } = services;
  const removed = isLater
    // What a feature keeps elsewhere, a running server can reach.
    ? await users.secure(user.id, { deleteAfter: now() }) !== null
    : await removeStored(services, [user.id]) > 0;
  if (!removed) userGone(name);
  const address = shownAddress(user.address);
  return {
    text: isLater
      ? `${address} is closed. A running server removes it within ten minutes.`
      : `Removed ${address}.`,
    json: { user: userView(user) },
    advice: FELT_AT_ONCE,
  };
}
