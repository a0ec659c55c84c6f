/** @module */
import { accountState } from "../operator_actions.ts";
import { listSessions } from "../../session/sessions.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { escapeControls } from "../../../telemetry/log.ts";
import type { User } from "../user.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import type { Outcome } from "../../../cli/outcome.ts";
import { minute } from "../../../cli/table.ts";
import { findUser } from "./find_user.ts";
import { passwordState, userView } from "./user_view.ts";

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
      `Address   ${escapeControls(shownAddress(user.address))}`,
      `Name      ${escapeControls(user.name) || "-"}`,
      `Language  ${user.language ?? "-"}`,
      `Id        ${user.id}`,
      `State     ${stateOf(user)}`,
      `Verified  ${timeOr("no", user.verifiedAt)}`,
      `Roles     ${user.roles.join(" ") || "-"}`,
      `Password  ${passwordState(user)}`,
      `Created   ${minute(user.createdAt)} UTC`,
      `Sessions  ${sessions}`,
    ].join("\n"),
    json: { user: userView(user), sessions },
  };
}

function stateOf(user: User): string {
  const { disabled, deleteAfter } = user;
  if (deleteAfter === null) return accountState(user);
  return `${disabled ? "disabled, " : ""}to be deleted after ${
    minute(deleteAfter)
  } UTC`;
}

function timeOr(otherwise: string, time: number | null): string {
  return time === null ? otherwise : `${minute(time)} UTC`;
}
