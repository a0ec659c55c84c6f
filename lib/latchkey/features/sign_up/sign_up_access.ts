/**
 * Who can sign up.
 *
 * @module
 */
import { addressKey } from "../../email/address.ts";
import type {
  Admission,
  Invitation,
  Services,
  SignUpAccess,
  Site,
} from "../../services.ts";

/**
 * Tells whether a person can sign up, and with which invitation. If not, `why` says so:
 * sign-up is `closed`, or it requires an invitation and they are `uninvited`, or theirs is
 * `void` or `used`.
 *
 * @param token The token of an invitation; empty if there is none.
 * @param address As typed; empty before a form was submitted.
 *
 * @example
 * ```ts
 * import { type Services, signUpAccess } from "@latchkey/core";
 *
 * export async function canSignUp(services: Services, token: string) {
 *   const access = await signUpAccess(services, token);
 *   return access.open ? "yes" : access.why;
 * }
 * ```
 */
export async function signUpAccess(
  services: Pick<Services, "site" | "store" | "now" | "settings" | "mail">,
  token: string,
  address = "",
): Promise<SignUpAccess> {
  const { settings: { signUp }, mail, site } = services;
  if (signUp === "closed" || !mail.enabled) {
    return { open: false, why: "closed" };
  }
  if (signUp === "open") return { open: true, invitation: null };
  if (token === "") return { open: false, why: "uninvited" };
  const admission = admissionOf(site);
  if (!admission) return { open: false, why: "closed" };
  return await admission.access(services, token, address);
}

/** The feature that admits invited people; undefined if there is none. */
export function admissionOf(
  { features }: Pick<Site, "features">,
): Admission | undefined {
  return features.find(({ admission }) => admission)?.admission;
}

/** Whether an invitation is for an address. */
export function invites({ address }: Invitation, typed: string): boolean {
  return address === "" || addressKey(address) === addressKey(typed);
}
