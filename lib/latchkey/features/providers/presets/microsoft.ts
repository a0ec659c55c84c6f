/**
 * Logging in with Microsoft (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc).
 *
 * @module
 */
import { type LoginProvider, ProviderError } from "../login_provider.ts";
import type { Claims } from "../openid/claims.ts";
import type { OpenIdOptions } from "../openid/openid_options.ts";
import { openIdProvider } from "../openid/openid_provider.ts";
import type { Credentials } from "../provider_settings.ts";

/** Where all tenants log in. */
const ORIGIN = "https://login.microsoftonline.com";

/** Where Microsoft sends people with a personal account, so forms lead there too. */
const PERSONAL_ORIGIN = "https://login.live.com";

/** The tenant of personal accounts. */
const PERSONAL_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad";

/** The issuer of a tenant, or the template for the issuers of all. */
const ISSUER =
  /^https:\/\/login\.microsoftonline\.com\/(\{tenantid\}|[\da-f-]{36})\/v2\.0$/;

/** The ID of a tenant. */
const TENANT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The issuer from which a tenant's endpoints are discovered. */
export function microsoftIssuer(tenant: string): URL {
  return new URL(`${ORIGIN}/${tenant}/v2.0`);
}

/**
 * Microsoft as a login provider, for one tenant or for many.
 *
 * Administrators of a tenant can set the addresses of its accounts freely. Only `xms_edov` says
 * that the tenant owns the domain of an address; without it, an address counts as unverified.
 *
 * @param tenant `common`, `organizations`, `consumers`, or a tenant by its id or domain.
 */
export function microsoft(
  { label, tenant, ...credentials }:
    & Credentials
    & Pick<OpenIdOptions, "trustsFactors" | "logsOut">
    & { readonly tenant: string },
): LoginProvider {
  const provider = openIdProvider({
    ...credentials,
    id: "microsoft",
    label: label ?? "Microsoft",
    issuer: microsoftIssuer(tenant),
    userInfo: false,
    // It tells it only if the app's registration asks for this claim.
    tellsTime: false,
    issuerOf: (discovered, claims) => issuerOf(tenant, discovered, claims),
    read: (identity, { xms_edov: owned }) => ({
      ...identity,
      addressVerified: identity.address !== null &&
        [true, 1, "1", "true"].some((yes) => yes === owned),
    }),
  });
  return { ...provider, origins: [...provider.origins, PERSONAL_ORIGIN] };
}

/** The issuer that a token must have, by the tenant that it names. */
function issuerOf(tenant: string, discovered: string, { tid }: Claims): string {
  if (!ISSUER.test(discovered)) {
    throw new ProviderError("invalid", "not an issuer of Microsoft");
  }
  if (typeof tid !== "string" || !TENANT_ID.test(tid)) {
    throw new ProviderError("invalid", "not a tenant of Microsoft");
  }
  if (tenant === "organizations" && tid === PERSONAL_TENANT) {
    throw new ProviderError("invalid", "a personal account");
  }
  return discovered.replace("{tenantid}", tid);
}
