/**
 * The account that a command names, and how it shows one.
 *
 * @module
 */
import { isoTime } from "../../cli/table.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import type { User } from "./user.ts";
import { addressKey } from "../../email/address.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { CommandServices } from "../../services.ts";

/** How an account is named on the command line. */
export const USER = "email address or ID";

/**
 * The account that a person names by its address or its id; an id never holds an `@`.
 *
 * @throws {CommandFailure} when there is none.
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

/** Fails because no account has this address or id, or none any more. */
export function userGone(name: string): never {
  throw new CommandFailure(
    "not_found",
    `Account not found: ${name}. Use an email address or ID; ` +
      '"users list" shows them.',
  );
}

/** A user as `--json` prints it: never the hash. Times are ISO 8601, in UTC. */
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

/** When a change is felt: servers look sessions and accounts up at each request. */
export const FELT_AT_ONCE = "Running servers apply this at once.";

/** What a command says that has changed an account. */
export function changedUser(user: User, text: string): Outcome {
  return { text, json: { user: userView(user) }, advice: FELT_AT_ONCE };
}
