/** @module */
import { addressKey } from "../../../email/address.ts";
import type { User } from "../user.ts";
import type { CliServices } from "../../../cli/command.ts";
import { CommandFailure } from "../../../cli/outcome.ts";

/**
 * The account that a person names by its address or its id; an id never holds an `@`.
 *
 * @throws {CommandFailure} when there is none.
 */
export async function findUser(
  { store }: CliServices,
  name: string,
): Promise<User> {
  const user = name.includes("@")
    ? await store.users.byAddressKey(addressKey(name))
    : await store.users.byId(name);
  return user ?? userGone(name);
}

/** Fails because no account has this address or id, or none any more. */
export function userGone(name: string): never {
  throw new CommandFailure(
    "not_found",
    `There is no user ${name}. Name one by address or id; ` +
      '"users list" shows them.',
  );
}
