/**
 * The setting of who must use a second factor.
 *
 * @module
 */
import * as v from "valibot";
import { setting } from "./schemas.ts";

/** The word for all accounts, with any role or none. */
export const EVERYONE = "everyone";

/** Names of roles, or `everyone`. Whether the site has these roles is checked at the start. */
export const requiredFactor = setting<readonly string[], readonly string[]>(
  v.pipe(
    v.string(),
    v.transform((value) => value.match(/[^\s,]+/g) ?? []),
    v.everyItem(
      (word) => /^[a-z][a-z\d_]{0,39}$/.test(word),
      `must be "${EVERYONE}", or roles such as "admin", separated by commas`,
    ),
  ),
  {
    means: `"${EVERYONE}", or roles`,
    otherwise: [],
    example: "admin",
  },
);

/** Whether an account must use a second factor, as `REQUIRE_SECOND_FACTOR` says. */
export function mustUseFactor(
  { settings }: {
    readonly settings: { readonly requireSecondFactor: readonly string[] };
  },
  { roles }: { readonly roles: readonly string[] },
): boolean {
  const { requireSecondFactor: required } = settings;
  return required.includes(EVERYONE) ||
    required.some((role) => roles.includes(role));
}
