/** @module */
import { defineFeature } from "../../feature.ts";
import { availableProviders } from "./available_providers.ts";
import { loginLinkedEmail, loginUnlinkedEmail } from "./emails.tsx";
import { linkedLoginQueries } from "./linked_login_queries.ts";
import { linkedLoginSchema } from "./linked_login_tables.ts";
import { loginsProblem, portableLoginQueries } from "./portable_logins.ts";
import { providerSettings } from "./settings.ts";
import { providerStateSchema } from "./tables.ts";
import { usedStateQueries } from "./used_states.ts";

/**
 * Logging in with Google, Microsoft, Apple, GitHub or any other OpenID provider.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { providers } from "@latchkey/core/features";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * defineSite({ name: "Books", languages: [ENGLISH], features: [providers] });
 * ```
 */
export const providers = defineFeature({
  name: "providers",
  migrations: {
    ...providerStateSchema.migrations,
    ...linkedLoginSchema.migrations,
  },
  tables: { ...providerStateSchema.tables, ...linkedLoginSchema.tables },
  settings: providerSettings,
  emails: [loginLinkedEmail, loginUnlinkedEmail],
  queries(db, { services, settings }) {
    const labelOf = (provider: string) =>
      availableProviders(services).get(provider)?.label ?? provider;
    return {
      position: settings.PROVIDER_BUTTONS,
      /** The name of a provider on buttons; its id if the site has it no more. */
      labelOf,
      /** Whether the site still has a provider. */
      has: (provider: string) => availableProviders(services).has(provider),
      ...usedStateQueries(db),
      ...linkedLoginQueries(db, services),
      ...portableLoginQueries(db, labelOf),
    };
  },
  counts: async (logins) => ({ users: await logins.countLinkedUsers() }),
  credential: {
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
  },
});
