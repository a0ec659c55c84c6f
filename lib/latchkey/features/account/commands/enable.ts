/** @module */
import { enableAccount } from "../operator_actions.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import type { Outcome } from "../../../cli/outcome.ts";
import { findUser, userGone } from "./find_user.ts";
import { userView } from "./user_view.ts";

/** `users enable <user>` */
export function usersEnable(runner: Runner) {
  return leaf("enable", "Let a disabled account sign in again.", [
    "users enable ada@example.com",
  ])
    .argument("<user>", "address or id")
    .action((user) =>
      runner.withServices((services) => enableUser(services, { user }))
    );
}

/** Lets an account sign in again; sessions from before stay over. */
export async function enableUser(
  services: CliServices,
  { user: name }: { readonly user: string },
): Promise<Outcome> {
  const { id } = await findUser(services, name);
  const user = await enableAccount(services, id) ?? userGone(name);
  return {
    text: `${shownAddress(user.address)} can sign in.`,
    json: { user: userView(user) },
  };
}
