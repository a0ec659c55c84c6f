/** @module */
import type { Db } from "../../database/database.ts";
import { defineFeature } from "../../feature.ts";
import type { FeatureContext } from "../../services.ts";
import { availableProviders } from "./available_providers.ts";
import { loginLinkedEmail, loginUnlinkedEmail } from "./emails.tsx";
import { keptTokenQueries } from "./kept_tokens.ts";
import {
  createLinkedLogins,
  linkedLoginCredential,
} from "./linked_login_credential.ts";
import {
  configuredProviders,
  moreProviderSettings,
  providerHosts,
  providerSettings,
  unfitForProduction,
} from "./settings.ts";
import { providerSchema } from "./tables.ts";
import { usedStateQueries } from "./used_states.ts";

function createProviders(
  db: Db,
  { services, settings }: FeatureContext<typeof providerSettings>,
) {
  return {
    position: settings.PROVIDER_BUTTONS,
    isUsed: () => availableProviders(services).size > 0,
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
  ...providerSchema,
  settings: providerSettings,
  moreSettings: moreProviderSettings,
  unfitForProduction,
  hosts: providerHosts,
  loginProviders: configuredProviders,
  emails: [loginLinkedEmail, loginUnlinkedEmail],
  queries: createProviders,
  counts: async (logins): Promise<Readonly<Record<string, number>>> =>
    logins.isUsed() ? { users: await logins.countLinkedUsers() } : {},
  credential: linkedLoginCredential,
});
