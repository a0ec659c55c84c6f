/**
 * Changes to an account, as pure functions.
 *
 * @module
 */
import type { User, UserChange } from "./user.ts";

/** Applies a change. Fields that it leaves out stay as they are. */
export function withChange(user: User, change: UserChange): User {
  const { language, profile, verifiedAt, deleteAfter } = change;
  return {
    ...user,
    ...profile && { profile },
    name: change.name ?? user.name,
    passwordHash: change.passwordHash ?? user.passwordHash,
    roles: change.roles ?? user.roles,
    disabled: change.disabled ?? user.disabled,
    // Null is a valid value of these fields.
    language: language === undefined ? user.language : language,
    verifiedAt: verifiedAt === undefined ? user.verifiedAt : verifiedAt,
    deleteAfter: deleteAfter === undefined ? user.deleteAfter : deleteAfter,
  };
}

/** Applies a change and invalidates every session. A new password also invalidates known devices. */
export function secured(user: User, change: UserChange): User {
  const newCredential = change.passwordHash === undefined ? 0 : 1;
  return {
    ...withChange(user, change),
    sessionEpoch: user.sessionEpoch + 1,
    credentialEpoch: user.credentialEpoch + newCredential,
  };
}

/**
 * Whether the account can be deleted automatically: its address was never confirmed, and
 * nobody imported it, gave it a role, disabled it or requested its deletion.
 */
export function isUnconfirmed(
  { verifiedAt, importedAt, roles, disabled, deleteAfter }: User,
): boolean {
  return verifiedAt === null && importedAt === null && roles.length === 0 &&
    !disabled && deleteAfter === null;
}
