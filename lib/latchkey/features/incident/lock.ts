/** @module */
import { disableAccount } from "../account/operator_actions.ts";
import { shownAddress } from "../../email/shown_address.ts";
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import { confirm } from "../../cli/confirm.ts";
import type { Io } from "../../cli/io.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { findUser, userGone } from "../account/commands/find_user.ts";
import { FELT_AT_ONCE, userView } from "../account/commands/user_view.ts";
import { recordIncident } from "./record.ts";

/** `incident lock <user>` */
export function incidentLock(runner: Runner) {
  return leaf(
    "lock",
    "Shut an account: no sign-in, no session, no mailed link opens it.",
    ["incident lock ada@example.com", "incident lock ada@example.com --yes"],
  )
    .argument("<user>", "address or id")
    .option("--yes", "do not ask first")
    .action((user, { yes = false }) =>
      runner.withServices((services, io) =>
        lockUser(services, { user, yes }, io)
      )
    );
}

/** Shuts an account until `users enable`. */
export async function lockUser(
  services: CliServices,
  { user: name, yes }: { readonly user: string; readonly yes: boolean },
  io: Io,
): Promise<Outcome> {
  const { id, address } = await findUser(services, name);
  if (!yes) {
    await confirm(io, {
      warning: `This locks ${address} out.`,
      word: address,
    });
  }
  const user = await disableAccount(services, id, "locked") ?? userGone(name);
  await recordIncident(services, "lock", id);
  return {
    text:
      `${shownAddress(user.address)} is locked: nobody is or gets into it. ` +
      `To open it again: users enable ${shownAddress(user.address)}`,
    json: { user: userView(user) },
    advice: FELT_AT_ONCE,
  };
}
