/**
 * The command that makes admins: `users grant`.
 *
 * @module
 */
import { command } from "../../cli/cli.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { type Role, ROLES } from "../account/user.ts";
import { shownAddress } from "../../email/shown_address.ts";
import {
  changedUser,
  findUser,
  USER,
  userGone,
  userView,
} from "../account/named_user.ts";
import { grantRole, revokeRole } from "../account/operator_actions.ts";

/** `users grant <user> <role>`. Nothing happens, and that is no failure, where it is so already. */
export const grant = command({
  summary: "Give an account a role, or take it away.",
  examples: [
    "users grant ada@example.com admin",
    "users grant ada@example.com admin --remove",
  ],
  args: {
    user: USER,
    role: { about: `what it may do: ${ROLES.join(", ")}`, parse: parseRole },
  },
  options: { remove: "take the role away" },
  async run({ services }, { user: name, role, remove }) {
    const user = await findUser(services, name);
    const shown = shownAddress(user.address);
    if (user.roles.includes(role) !== remove) {
      const verb = remove ? "does not have" : "has";
      return {
        text: `${shown} ${verb} the role ${role} already.`,
        json: { user: userView(user) },
      };
    }
    if (!remove && user.verifiedAt === null) {
      throw new CommandFailure(
        "failed",
        `Nobody has confirmed ${shown} yet, so the account may be a stranger's. ` +
          "Have its owner confirm it first, by the mail that /auth/recover sends.",
      );
    }
    const change = remove ? revokeRole : grantRole;
    const changed = await change(services, user, role) ?? userGone(name);
    const verb = remove ? "no longer has" : "has";
    return changedUser(changed, `${shown} ${verb} the role ${role}.`);
  },
});

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
