/** @module */
import { disableAccount } from "../operator_actions.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import type { Outcome } from "../../../cli/outcome.ts";
import { findUser, userGone } from "./find_user.ts";
import { FELT_AT_ONCE, userView } from "./user_view.ts";

/** `users disable <user>` */
export function usersDisable(runner: Runner) {
  return leaf(
    "disable",
    "Keep an account from signing in, and end all its sessions.",
    ["users disable ada@example.com"],
  )
    .argument("<user>", "address or id")
    .action((user) =>
      runner.withServices((services) => disableUser(services, { user }))
    );
}

/** Disables an account. Its sessions end too, so that enabling it later brings none back. */
export async function disableUser(
  services: CliServices,
  { user: name }: { readonly user: string },
): Promise<Outcome> {
  const { id } = await findUser(services, name);
  const user = await disableAccount(services, id, "disabled") ?? userGone(name);
  return {
    text: `${
      shownAddress(user.address)
    } can no longer sign in, and all its sessions are over.`,
    json: { user: userView(user) },
    advice: FELT_AT_ONCE,
  };
}
