/**
 * The settings of providers.
 *
 * @module
 */
import { oneOf } from "../../settings/schemas.ts";

/** The settings that are always there. */
export const providerSettings = {
  PROVIDER_BUTTONS: oneOf(["below", "above"], { otherwise: "below" }),
};
