/** @module */
import { listSessions } from "../../auth/sessions.ts";
import { escapeControls } from "../../log.ts";
import { type CliServices, leaf, type Runner } from "../command.ts";
import type { Outcome } from "../outcome.ts";
import { minute } from "../table.ts";
import { findUser } from "./find_user.ts";
import { userState, userView } from "./user_view.ts";

/** `users show <user>` */
export function usersShow(runner: Runner) {
  return leaf("show", "Show one account.", ["users show ada@example.com"])
    .argument("<user>", "address or id")
    .action((user) =>
      runner.withServices((services) => showUser(services, { user }))
    );
}

/** One account and how many live sessions it has. */
export async function showUser(
  services: CliServices,
  { user: name }: { readonly user: string },
): Promise<Outcome> {
  const user = await findUser(services, name);
  const sessions = (await listSessions(services, user.id)).length;
  return {
    text: [
      `Address   ${escapeControls(user.address)}`,
      `Id        ${user.id}`,
      `State     ${userState(user)}`,
      `Created   ${minute(user.createdAt)} UTC`,
      `Sessions  ${sessions}`,
    ].join("\n"),
    json: { user: userView(user), sessions },
  };
}
