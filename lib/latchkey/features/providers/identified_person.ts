/**
 * A person whom a provider has identified, until they have an account.
 *
 * @module
 */
import { canonicalAddress } from "../../email/address.ts";
import type { Profile } from "../../forms/profile_fields.ts";
import { nameProblem } from "../account/names.ts";
import type { AnsweredFlow } from "./answer_provider.ts";
import { linkable, printable } from "./linked_login.ts";
import type { LoginProvider, ProviderIdentity } from "./login_provider.ts";
import type { PendingIdentity } from "./pending_identity.ts";
import type { NamedProvider } from "./provider_outcomes.ts";

/** What is known of the person, and of the login that they started. */
export interface IdentifiedPerson {
  readonly provider: NamedProvider;
  /** What will be kept while the person logs in elsewhere or fills in a form. */
  readonly pending: Omit<PendingIdentity, "at">;
  readonly method: "provider" | "provider_two_factors";
  /** When the provider made them prove who they are, in milliseconds since the epoch. */
  readonly identifiedAt: number;
  /** Values of the site's `profileFields`, once they have filled in the form. */
  readonly profile?: Profile;
}

/** The person that an answer is about. */
export function personIn(
  { provider, flow, identity }: Omit<AnsweredFlow, "ok">,
  now: number,
): IdentifiedPerson {
  const address = canonicalAddress(identity.address ?? "") ?? "";
  const name = printable(identity.name);
  return {
    provider: { id: provider.id, label: provider.label },
    pending: {
      ...linkable(provider, identity),
      address,
      isConfirmed: address !== "" && identity.addressVerified,
      name: nameProblem(name) === null ? name : "",
      next: flow.next,
      remember: flow.remember,
      invite: flow.invite,
    },
    method: isTrusted(provider, identity) ? "provider_two_factors" : "provider",
    identifiedAt: authenticatedAt(provider, identity, now),
  };
}

/**
 * When the provider made the person prove who they are, in milliseconds since the epoch: now, as
 * far as anyone knows, if it never tells; 0 if it doesn't, although it should, or is trusted with
 * the second factor.
 */
export function authenticatedAt(
  { tellsTime = false, trustsFactors = false }: Pick<
    LoginProvider,
    "tellsTime" | "trustsFactors"
  >,
  identity: Pick<ProviderIdentity, "authenticatedAt">,
  now: number,
): number {
  return identity.authenticatedAt ?? (tellsTime || trustsFactors ? 0 : now);
}

/** Whether the provider asked for two factors (RFC 8176 §2: `mfa`), and is trusted with it. */
function isTrusted(
  { trustsFactors = false }: LoginProvider,
  { amr }: ProviderIdentity,
): boolean {
  return trustsFactors && amr.includes("mfa");
}
