/** @module */
import type { Db } from "../../database/database.ts";
import { defineFeature } from "../../feature.ts";
import type { FeatureContext } from "../../services.ts";
import { loginLinkedEmail, loginUnlinkedEmail } from "./emails.tsx";
import { keptTokenSchema } from "./kept_token_tables.ts";
import { keptTokenQueries } from "./kept_tokens.ts";
import {
  createLinkedLogins,
  linkedLoginCredential,
} from "./linked_login_credential.ts";
import { linkedLoginSchema } from "./linked_login_tables.ts";
import {
  configuredProviders,
  moreProviderSettings,
  providerHosts,
  providerSettings,
} from "./settings.ts";
import { providerStateSchema } from "./tables.ts";
import { usedStateQueries } from "./used_states.ts";

function createProviders(
  db: Db,
  { services, settings }: FeatureContext<typeof providerSettings>,
) {
  return {
    position: settings.PROVIDER_BUTTONS,
    ...usedStateQueries(db),
    ...createLinkedLogins(db, services),
    ...keptTokenQueries(db, services),
  };
}

/** The queries of the feature. */
export type ProviderQueries = ReturnType<typeof createProviders>;

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
    ...keptTokenSchema.migrations,
  },
  tables: {
    ...providerStateSchema.tables,
    ...linkedLoginSchema.tables,
    ...keptTokenSchema.tables,
  },
  settings: providerSettings,
  moreSettings: moreProviderSettings,
  hosts: providerHosts,
  loginProviders: configuredProviders,
  emails: [loginLinkedEmail, loginUnlinkedEmail],
  queries: createProviders,
  counts: async (logins) => ({ users: await logins.countLinkedUsers() }),
  credential: linkedLoginCredential,
});
