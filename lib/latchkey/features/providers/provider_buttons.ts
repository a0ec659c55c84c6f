/**
 * Buttons that lead to providers.
 *
 * @module
 */
import type { RequestContext } from "../../state.ts";
import { availableProviders, providerOrigins } from "./available_providers.ts";
import { providers } from "./feature.ts";

/** A button: "Continue with Google". */
export interface ProviderButton {
  /** The id of the provider. */
  readonly id: string;
  /** Its name. */
  readonly label: string;
}

/** The buttons of a page. */
export interface ProviderButtons {
  /** Where they are: above the form, or below. */
  readonly position: "above" | "below";
  /** In their order; empty if no provider is configured. */
  readonly buttons: readonly ProviderButton[];
}

/**
 * The buttons for a page, which may then send its forms to the providers: the page's
 * Content-Security-Policy names them in `form-action`. Call it for every page that shows them.
 *
 * @example
 * ```ts
 * import { providerButtons } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 * import { page } from "fresh";
 *
 * export const GET = (ctx: Context<State>) => page(providerButtons(ctx));
 * ```
 */
export function providerButtons(
  { state }: Pick<RequestContext, "state">,
): ProviderButtons {
  const { services } = state;
  if (!services.site.features.includes(providers)) {
    return { position: "below", buttons: [] };
  }
  const all = [...availableProviders(services).values()];
  state.formOrigins = providerOrigins(services);
  return {
    position: services.use(providers).position,
    buttons: all.map(({ id, label }) => ({ id, label })),
  };
}
