/**
 * Linked logins as a credential of accounts.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Credential } from "../../factor.ts";
import type { Services } from "../../services.ts";
import { availableProviders } from "./available_providers.ts";
import { linkedLoginQueries } from "./linked_login_queries.ts";
import { loginsProblem, portableLoginQueries } from "./portable_logins.ts";

/** Everything about linked logins in a database. */
export function createLinkedLogins(db: Db, services: Services) {
  const labelOf = (provider: string) =>
    availableProviders(services).get(provider)?.label ?? provider;
  return {
    /** The name of a provider on buttons; its id if the site has it no more. */
    labelOf,
    /** Whether the site still has a provider. */
    has: (provider: string) => availableProviders(services).has(provider),
    ...linkedLoginQueries(db, services),
    ...portableLoginQueries(db, labelOf),
  };
}

type LinkedLogins = ReturnType<typeof createLinkedLogins>;

/** What the rest of the library does with them. */
export const linkedLoginCredential: Credential<LinkedLogins> = {
  // A login with a provider that the site has no more opens nothing.
  countLogins: async (logins, userId) =>
    (await logins.linked(userId))
      .filter(({ provider }) => logins.has(provider)).length,
  async stepUpAt(logins, userId) {
    const ids = (await logins.linked(userId))
      .map(({ provider }) => provider).filter(logins.has);
    return [...new Set(ids)].map((id) => ({ id, label: logins.labelOf(id) }));
  },
  undo: (logins, userId, since) => logins.undoLinks(userId, since),
  reset: (logins, userId) => logins.unlinkAll(userId),
  list: (logins, userIds) => logins.listedLogins(userIds),
  portable: {
    linkedLogins: {
      problem: loginsProblem,
      add: (logins, user, value) => logins.addPortableLogins(user, value),
      read: (logins, userId) => logins.readPortableLogins(userId),
    },
  },
};
