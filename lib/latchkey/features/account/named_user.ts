/**
 * How commands look up an account and print it.
 *
 * @module
 */
import { isoTime } from "../../cli/table.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import type { User } from "./user.ts";
import { addressKey } from "../../email/address.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { CommandServices } from "../../services.ts";

/** The name of the argument that identifies an account. */
export const USER = "email address or ID";

/**
 * Finds an account by email address or id. Only addresses contain an `@`.
 *
 * @throws {CommandFailure} if there is no such account.
 */
export async function findUser(
  { store }: Pick<CommandServices, "store">,
  name: string,
): Promise<User> {
  const user = name.includes("@")
    ? await store.users.byAddressKey(addressKey(name))
    : await store.users.byId(name);
  return user ?? userGone(name);
}

/** Fails because no account has this address or id. */
export function userGone(name: string): never {
  throw new CommandFailure(
    "not_found",
    `Account not found: ${name}. Use an email address or ID; ` +
      '"users list" shows them.',
  );
}

/** An account as `--json` prints it, without the password hash. Times are ISO 8601 in UTC. */
export function userView(user: User) {
  const { id, name, language, roles, disabled } = user;
  const { profile = {}, verifiedAt, deleteAfter } = user;
  return {
    id,
    address: shownAddress(user.address),
    name,
    profile,
    language,
    verified: verifiedAt !== null,
    roles,
    disabled,
    deleteAfter: deleteAfter === null ? null : isoTime(deleteAfter),
    createdAt: isoTime(user.createdAt),
  };
}

/** True because servers read the session and its account on every request. */
export const FELT_AT_ONCE = "Running servers apply this at once.";

/** The outcome of a command that changed an account. */
export function changedUser(user: User, text: string): Outcome {
  return { text, json: { user: userView(user) }, advice: FELT_AT_ONCE };
}
