/** @module */
import { defineFeature } from "../../feature.ts";
import {
  configuredProviders,
  moreProviderSettings,
  providerHosts,
  providerSettings,
} from "./settings.ts";
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
  ...providerStateSchema,
  settings: providerSettings,
  moreSettings: moreProviderSettings,
  hosts: providerHosts,
  loginProviders: configuredProviders,
  queries: (db, { settings }) => ({
    position: settings.PROVIDER_BUTTONS,
    ...usedStateQueries(db),
  }),
});
