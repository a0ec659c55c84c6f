/** @module */
import { HttpError } from "fresh";
import type { Services } from "../../services.ts";
import { availableProviders } from "./available_providers.ts";
import type { LoginProvider } from "./login_provider.ts";

/**
 * A provider by its id.
 *
 * @throws {HttpError} 404 if the site has no such provider.
 */
export function requireProvider(
  services: Pick<Services, "site" | "settings">,
  id: string,
): LoginProvider {
  const provider = availableProviders(services).get(id);
  if (!provider) throw new HttpError(404);
  return provider;
}
