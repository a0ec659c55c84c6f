/** @module */
import { readBcryptHash } from "../../../crypto/bcrypt.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import type { Role, User } from "../user.ts";

/** A user as `--json` prints it: never the hash. */
export interface UserView {
  readonly id: string;
  readonly address: string;
  readonly name: string;
  /** The tag of the language they chose; null when they never did. */
  readonly language: string | null;
  readonly verified: boolean;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  /** ISO 8601, UTC, like the next; null when nobody asked to delete the account. */
  readonly deleteAfter: string | null;
  readonly createdAt: string;
}

/** The fields of a user that may leave the server. */
export function userView(user: User): UserView {
  const { id, name, language, roles, disabled } = user;
  const { verifiedAt, deleteAfter } = user;
  return {
    id,
    address: shownAddress(user.address),
    name,
    language,
    verified: verifiedAt !== null,
    roles,
    disabled,
    deleteAfter: deleteAfter === null ? null : isoTime(deleteAfter),
    createdAt: isoTime(user.createdAt),
  };
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** What opens an account, in words. */
export function passwordState(
  { passwordHash }: Pick<User, "passwordHash">,
): string {
  if (passwordHash === "") return "none until its owner sets one";
  const bcrypt = readBcryptHash(passwordHash);
  return bcrypt
    ? `bcrypt, cost ${bcrypt.cost}`
    : "of another system, renewed at the next sign-in";
}

/** When a change is felt: servers look sessions and accounts up at each request. */
export const FELT_AT_ONCE = "Running servers apply this at once.";
