/** @module */
import { grantRole, revokeRole } from "../operator_actions.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { type Role, ROLES } from "../user.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import { CommandFailure, type Outcome } from "../../../cli/outcome.ts";
import { findUser, userGone } from "./find_user.ts";
import { FELT_AT_ONCE, userView } from "./user_view.ts";

/** `users grant <user> <role>` */
export function usersGrant(runner: Runner) {
  return leaf("grant", "Give an account a role, or take it away.", [
    "users grant ada@example.com admin",
    "users grant ada@example.com admin --remove",
  ])
    .argument("<user>", "address or id")
    .argument("<role>", `what it may do: ${ROLES.join(", ")}`, parseRole)
    .option("--remove", "take the role away")
    .action((user, role, { remove = false }) =>
      runner.withServices((services) =>
        changeRole(services, { user, role, remove })
      )
    );
}

function parseRole(value: string): Role {
  const role = ROLES.find((known) => known === value);
  if (role) return role;
  throw new CommandFailure(
    "usage",
    `There is no role ${JSON.stringify(value)}. Choose from: ${
      ROLES.join(", ")
    }.`,
  );
}

/** Gives or takes a role. Nothing happens, and that is no failure, where it is so already. */
export async function changeRole(
  services: CliServices,
  { user: name, role, remove }: {
    readonly user: string;
    readonly role: Role;
    readonly remove: boolean;
  },
): Promise<Outcome> {
  const user = await findUser(services, name);
  if (user.roles.includes(role) !== remove) {
    return {
      text:
        `${shownAddress(user.address)} ${
          remove ? "does not have" : "has"
        } the role ` +
        `${role} already.`,
      json: { user: userView(user) },
    };
  }
  if (!remove && user.verifiedAt === null) {
    throw new CommandFailure(
      "failed",
      `Nobody has confirmed ${
        shownAddress(user.address)
      } yet, so the account may be a stranger's. ` +
        "Have its owner confirm it first, by the mail that /auth/recover sends.",
    );
  }
  const change = remove ? revokeRole : grantRole;
  const changed = await change(services, user, role) ?? userGone(name);
  return {
    text: remove
      ? `${shownAddress(user.address)} no longer has the role ${role}.`
      : `${shownAddress(user.address)} has the role ${role}.`,
    json: { user: userView(changed) },
    advice: FELT_AT_ONCE,
  };
}
