/**
 * Who may sign up.
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
 * Whether somebody who brings this token, or with an empty text none, may sign up.
 *
 * @param address As it was entered; empty before a form was submitted.
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

/** What decides about invitations; undefined where no feature does. */
export function admissionOf(
  { features }: Pick<Site, "features">,
): Admission | undefined {
  return features.find(({ admission }) => admission)?.admission;
}

/** Whether an invitation is for an address. */
export function invites({ address }: Invitation, typed: string): boolean {
  return address === "" || addressKey(address) === addressKey(typed);
}
