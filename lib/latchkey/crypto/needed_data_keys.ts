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
 * with login providers, whose logins are sealed on their way. The latter need none until a
 * provider is configured.
 */
export function featuresWithDataKeys(
  { features }: Pick<Site, "features">,
  settings: Pick<Settings, "features">,
): readonly string[] {
  const withSecrets = featuresWithSecrets({ features });
  return features.filter(({ name, loginProviders }) =>
    loginProviders
      ? loginProviders(settings.features[name]).length > 0
      : withSecrets.includes(name)
  ).map(({ name }) => name);
}
