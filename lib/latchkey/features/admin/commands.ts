/**
 * The command that makes admins: `users grant`.
 *
 * @module
 */
import { command } from "../../cli/cli.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { rolesOf } from "../account/roles.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { Services } from "../../services.ts";
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
    role: { about: "what it may do, such as admin", parse: String },
  },
  options: { remove: "take the role away" },
  async run({ services }, { user: name, role, remove }) {
    if (!remove) mustBeRole(services, role);
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

function mustBeRole({ site }: Pick<Services, "site">, role: string): void {
  const roles = rolesOf(site);
  if (roles.includes(role)) return;
  throw new CommandFailure(
    "usage",
    `There is no role ${JSON.stringify(role)}. Choose from: ${
      roles.join(", ")
    }.`,
  );
}
