/**
 * The providers of a site.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { Settings } from "../../settings/settings.ts";
import type { LoginProvider } from "./login_provider.ts";

type Available = ReadonlyMap<string, LoginProvider>;

/** Providers keep what they have discovered, so they are made once for the settings of a process. */
const available = new WeakMap<Settings, Available>();

/** The site's providers by id, in the order of their buttons; empty if none are configured. */
export function availableProviders(
  { site, settings }: Pick<Services, "site" | "settings">,
): Available {
  const known = available.get(settings);
  if (known) return known;
  const found = site.features.flatMap((feature) =>
    feature.loginProviders?.(settings.features[feature.name]) ?? []
  );
  const byId = new Map(found.map((provider) => [provider.id, provider]));
  available.set(settings, byId);
  return byId;
}

/** The origins to which forms lead that start a login with a provider. */
export function providerOrigins(
  services: Pick<Services, "site" | "settings">,
): readonly string[] {
  const all = [...availableProviders(services).values()];
  return [...new Set(all.flatMap(({ origins }) => origins))];
}
