/**
 * The command that grants roles: `users grant`.
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

/** `users grant <user> <role>`. Succeeds without a change if the account already has the role. */
export const grant = command({
  summary: "Grant an account a role, or remove it.",
  examples: [
    "users grant ada@example.com admin",
    "users grant ada@example.com admin --remove",
  ],
  args: {
    user: USER,
    role: { about: "the role, such as admin", parse: String },
  },
  options: { remove: "remove the role instead" },
  async run({ services }, { user: name, role, remove }) {
    if (!remove) mustBeRole(services, role);
    const user = await findUser(services, name);
    const shown = shownAddress(user.address);
    if (user.roles.includes(role) !== remove) {
      const verb = remove ? "does not have" : "already has";
      return {
        text: `${shown} ${verb} the role ${role}.`,
        json: { user: userView(user) },
      };
    }
    if (!remove && user.verifiedAt === null) {
      throw new CommandFailure(
        "failed",
        `${shown} is not verified, so the account may belong to someone else. ` +
          "Ask the owner to verify it with the email that /auth/recover sends.",
      );
    }
    const change = remove ? revokeRole : grantRole;
    const changed = await change(services, user, role) ?? userGone(name);
    const verb = remove ? "no longer has" : "now has";
    return changedUser(changed, `${shown} ${verb} the role ${role}.`);
  },
});

function mustBeRole({ site }: Pick<Services, "site">, role: string): void {
  const roles = rolesOf(site);
  if (roles.includes(role)) return;
  throw new CommandFailure(
    "usage",
    `Unknown role ${JSON.stringify(role)}. Use one of: ${roles.join(", ")}.`,
  );
}
