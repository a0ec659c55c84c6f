/** @module */
import { HttpError } from "fresh";
import type { Services } from "../../services.ts";
import type { RequestContext } from "../../state.ts";
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

/**
 * A middleware that hides pages on a site without a configured provider.
 *
 * @throws {HttpError} 404 if `PROVIDERS` is empty.
 *
 * @example
 * ```ts
 * import { requireProviders } from "@latchkey/core/http";
 *
 * export const handler = [requireProviders];
 * ```
 */
export function requireProviders(
  ctx: RequestContext,
): Response | Promise<Response> {
  if (availableProviders(ctx.state.services).size === 0) {
    throw new HttpError(404);
  }
  return ctx.next();
}
