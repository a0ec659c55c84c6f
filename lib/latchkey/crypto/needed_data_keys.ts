/**
 * Which parts of a site need data keys.
 *
 * @module
 */
import type { Site } from "../services.ts";
import type { Settings } from "../settings/settings.ts";
import { featuresWithSecrets } from "./stored_secrets.ts";

/**
 * The names of the features that need data keys: those with secrets in the database, and those
 * with login providers, whose logins are sealed on their way.
 */
export function featuresWithDataKeys(
  { features }: Pick<Site, "features">,
  settings: Pick<Settings, "features">,
): readonly string[] {
  const withProviders = features.filter(({ name, loginProviders }) =>
    (loginProviders?.(settings.features[name]) ?? []).length > 0
  ).map(({ name }) => name);
  return [...new Set([...featuresWithSecrets({ features }), ...withProviders])];
}
