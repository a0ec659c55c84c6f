/** @module */
import { removeAccounts } from "../../deletion/deletion.ts";
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
  if (await removeAccounts(services, [user.id]) === 0) userGone(name);
  return {
    text: `Removed ${shownAddress(user.address)}.`,
    json: { user: userView(user) },
    advice: FELT_AT_ONCE,
  };
}
