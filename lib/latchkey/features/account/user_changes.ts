/**
 * What a change makes of a user, whatever database they lie in.
 *
 * @module
 */
import type { User, UserChange } from "./user.ts";

/** A user with a change applied; what the change does not name stays. */
export function withChange(user: User, change: UserChange): User {
  const { language, profile, verifiedAt, deleteAfter } = change;
  return {
    ...user,
    ...profile && { profile },
    name: change.name ?? user.name,
    passwordHash: change.passwordHash ?? user.passwordHash,
    roles: change.roles ?? user.roles,
    disabled: change.disabled ?? user.disabled,
    // Null is a value here.
    language: language === undefined ? user.language : language,
    verifiedAt: verifiedAt === undefined ? user.verifiedAt : verifiedAt,
    deleteAfter: deleteAfter === undefined ? user.deleteAfter : deleteAfter,
  };
}

/** A user with a change applied, and with all that is logged in as them or known to them over. */
export function secured(user: User, change: UserChange): User {
  const newCredential = change.passwordHash === undefined ? 0 : 1;
  return {
    ...withChange(user, change),
    sessionEpoch: user.sessionEpoch + 1,
    credentialEpoch: user.credentialEpoch + newCredential,
  };
}

/** Whether an account may go by itself: nobody confirmed its address, imported it, gave it a role, disabled it or asked to delete it. */
export function isUnconfirmed(
  { verifiedAt, importedAt, roles, disabled, deleteAfter }: User,
): boolean {
  return verifiedAt === null && importedAt === null && roles.length === 0 &&
    !disabled && deleteAfter === null;
}
