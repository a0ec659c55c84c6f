/**
 * Commands for accounts: `users …`.
 *
 * @module
 */
import { command, type Commands } from "../../cli/cli.ts";
import { cliName, wholeNumber, YES } from "../../cli/command.ts";
import { english } from "../../cli/english.ts";
import type { Io } from "../../cli/io.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { confirm, promptNewPassword } from "../../cli/prompts.ts";
import { minute, table } from "../../cli/table.ts";
import { addressKey, readAddress } from "../../email/address.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { CommandServices } from "../../services.ts";
import { recordActivity } from "../activity/activity.ts";
import {
  accountState,
  disableAccount,
  enableAccount,
} from "./operator_actions.ts";
import { featuresElsewhere, removeStored } from "../deletion/deletion.ts";
import { passwordChangedEmail } from "../password/emails.tsx";
import {
  findPasswordProblem,
  passwordRules,
} from "../password/new_passwords.ts";
import { revokeLoginTokens } from "../tokens/one_time_tokens.ts";
import { importUsers } from "./import.ts";
import {
  changedUser,
  findUser,
  USER,
  userGone,
  userView,
} from "./named_user.ts";
import { newUser } from "./new_user.ts";
import { showUser } from "./show_user.ts";
import { isId } from "../../database/row_fields.ts";

const add = command({
  summary: "Add an account.",
  examples: [
    "users add ada@example.com",
    "users add ada@example.com < password.txt",
  ],
  args: { address: "the email address to log in with" },
  createsDatabase: true,
  asksPassword: true,
  async run({ services, io }, { address: typed }) {
    const { store, passwords, now } = services;
    const { address, problem } = readAddress(typed);
    if (address === null) throw new CommandFailure("invalid", english(problem));
    const key = addressKey(address);
    if (await store.users.byAddressKey(key) !== null) taken(address);

    const password = await newPassword(services, address, io);
    const user = newUser(services, {
      address,
      passwordHash: await passwords.hash(password),
      verifiedAt: now(), // An operator vouches for it.
    });
    if (!await store.users.create(user)) taken(address);
    return {
      text: `Added ${shownAddress(user.address)} with ID ${user.id}.`,
      json: { user: userView(user) },
    };
  },
});

function taken(address: string): never {
  throw new CommandFailure(
    "exists",
    `${shownAddress(address)} already has an account. ` +
      'To change its password, use "users set-password".',
  );
}

/** Asks for a password that is valid for an address. */
function newPassword(
  services: CommandServices,
  address: string,
  io: Io,
): Promise<string> {
  const rules = { ...passwordRules(services), address };
  return promptNewPassword(io, async (password) => {
    if (password === "") {
      return "Enter a password, or send one on standard input.";
    }
    const problem = await findPasswordProblem(password, rules);
    return problem && english(problem, rules.minLength);
  });
}

const list = command({
  summary: "List accounts in order of ID, one page at a time.",
  examples: ["users list --limit 20", "users list --json"],
  options: {
    limit: wholeNumber("limit", "accounts per page", [1, 500], 50),
    cursor: {
      about: "where to start: the value that the previous page printed",
      parse: parseCursor,
    },
  },
  async run({ services: { store } }, { limit, cursor }) {
    const page = await store.users.list({ limit, cursor });
    return {
      text: await table(page.items, {
        ID: ({ id }) => id,
        STATE: accountState,
        "CREATED (UTC)": ({ createdAt }) => minute(createdAt),
        VERIFIED: ({ verifiedAt }) => verifiedAt === null ? "no" : "yes",
        ROLES: ({ roles }) => roles.join(" ") || "-",
        EMAIL: ({ address, name }) =>
          shownAddress(address) + (name && ` (${name})`),
      }, "No accounts."),
      json: { users: page.items.map(userView), cursor: page.cursor ?? null },
      advice: page.cursor === undefined
        ? undefined
        : `Next page: ${cliName} users list --limit ${limit} --cursor=${page.cursor}`,
    };
  },
});

function parseCursor(value: string): string {
  if (isId(value)) return value;
  throw new CommandFailure(
    "usage",
    '--cursor must be the value that "users list" printed for the next page.',
  );
}

const setPassword = command({
  summary: "Set a new password for an account and end its sessions.",
  examples: [
    "users set-password ada@example.com",
    "users set-password ada@example.com < password.txt",
  ],
  args: { user: USER },
  asksPassword: true,
  async run({ services, io }, { user: name }) {
    const { store, passwords, mail, now } = services;
    const { id, address } = await findUser(services, name);
    const password = await newPassword(services, address, io);
    const passwordHash = await passwords.hash(password);
    // One write, so that the old password cannot start another session.
    const user = await store.users.secure(id, { passwordHash }) ??
      userGone(name);
    await revokeLoginTokens(services, id);
    await recordActivity(services, user, "password_set", null);
    const from = { userAgent: "", client: "", at: now() };
    await mail.send(passwordChangedEmail, { userId: id, ...from });
    const shown = shownAddress(user.address);
    return changedUser(
      user,
      `Changed the password of ${shown} and ended its sessions.`,
    );
  },
});

const disable = command({
  summary: "Block logins to an account and end its sessions.",
  examples: ["users disable ada@example.com"],
  args: { user: USER },
  async run({ services }, { user: name }) {
    const { id } = await findUser(services, name);
    const user = await disableAccount(services, id, "disabled") ??
      userGone(name);
    const shown = shownAddress(user.address);
    return changedUser(
      user,
      `Disabled ${shown} and ended its sessions.`,
    );
  },
});

const enable = command({
  summary: "Allow logins to a disabled or locked account again.",
  examples: ["users enable ada@example.com"],
  args: { user: USER },
  async run({ services }, { user: name }) {
    const { id } = await findUser(services, name);
    const user = await enableAccount(services, id) ?? userGone(name);
    return {
      text: `Enabled ${shownAddress(user.address)}.`,
      json: { user: userView(user) },
    };
  },
});

const remove = command({
  summary:
    "Permanently remove an account, so that its email address can be used again.",
  examples: [
    "users remove ada@example.com",
    "users remove ada@example.com --yes",
  ],
  args: { user: USER },
  options: { yes: YES },
  async run({ services, io }, { user: name, yes }) {
    const user = await findUser(services, name);
    const word = shownAddress(user.address);
    await confirm(io, {
      yes,
      warning: `This permanently removes ${word}.`,
      word,
    });
    const isLater = featuresElsewhere(services.site).length > 0;
    const { store: { users }, now } = services;
    const removed = isLater
      // Only a running server can delete the data that features keep elsewhere.
      ? await users.secure(user.id, { deleteAfter: now() }) !== null
      : await removeStored(services, [user.id]) > 0;
    if (!removed) userGone(name);
    return changedUser(
      user,
      isLater
        ? `Closed ${word}. A running server removes it within ten minutes.`
        : `Removed ${word}.`,
    );
  },
});

/** The commands. */
export const accountCommands: Commands = {
  "users add": add,
  "users import": importUsers,
  "users list": list,
  "users show": showUser,
  "users set-password": setPassword,
  "users disable": disable,
  "users enable": enable,
  "users remove": remove,
};
