/** @module */
import { passwordRules } from "../../password/new_passwords.ts";
import { addressKey, readAddress } from "../../../email/address.ts";
import { newUser } from "../new_user.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import type { Io } from "../../../cli/io.ts";
import { CommandFailure, type Outcome } from "../../../cli/outcome.ts";
import { askNewPassword, refusePasswordArgument } from "./new_password.ts";
import { userView } from "./user_view.ts";
import { english } from "../../../cli/english.ts";

/** `users add <address>` */
export function usersAdd(runner: Runner) {
  const command = leaf("add", "Add an account.", [
    "users add ada@example.com",
    "users add ada@example.com < password.txt",
  ])
    .argument("<address>", "the e-mail address to sign in with");
  refusePasswordArgument(command);
  return command.action((address) =>
    runner.withServices((services, io) => addUser(services, { address }, io))
  );
}

/**
 * Adds an account under a new address, with a password that is asked for.
 *
 * @throws {CommandFailure} when the address is taken or is none, or the password breaks the rules.
 */
export async function addUser(
  services: CliServices,
  { address: typed }: { readonly address: string },
  io: Io,
): Promise<Outcome> {
  const { store, passwords, now } = services;
  const { address, problem } = readAddress(typed);
  if (address === null) throw new CommandFailure("invalid", english(problem));
  const key = addressKey(address);
  if (await store.users.byAddressKey(key) !== null) taken(address);

  const password = await askNewPassword(io, {
    ...passwordRules(services),
    address,
  });
  const user = newUser(services, {
    address,
    passwordHash: await passwords.hash(password),
    verifiedAt: now(), // An operator vouches for it.
  });
  if (!await store.users.create(user)) taken(address);
  return {
    text: `Added ${shownAddress(user.address)}, id ${user.id}.`,
    json: { user: userView(user) },
  };
}

function taken(address: string): never {
  throw new CommandFailure(
    "exists",
    `There is a user ${shownAddress(address)} already. ` +
      'To change the password, use "users set-password".',
  );
}
