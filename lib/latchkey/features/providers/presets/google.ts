/**
 * Logging in with Google (https://developers.google.com/identity/openid-connect/openid-connect).
 *
 * @module
 */
import type { LoginProvider } from "../login_provider.ts";
import { openIdProvider } from "../openid/openid_provider.ts";
import type { Credentials } from "../provider_settings.ts";

/** The hosts of Google beside that of its issuer. */
export const GOOGLE_HOSTS = ["oauth2.googleapis.com", "www.googleapis.com"];

/** The issuer of Google. */
export const GOOGLE_ISSUER = new URL("https://accounts.google.com");

/**
 * Google as a login provider. It has no way to ask for a login again, so `prompt=login` becomes
 * the choice of an account.
 *
 * It is the authority for addresses at gmail.com, and of organizations, which have `hd`. It has
 * verified others once, but they may have another owner since.
 */
export function google({ label, ...credentials }: Credentials): LoginProvider {
  return openIdProvider({
    ...credentials,
    id: "google",
    label: label ?? "Google",
    issuer: GOOGLE_ISSUER,
    hosts: [...GOOGLE_HOSTS, ...credentials.hosts],
    pageHosts: [],
    userInfo: false,
    tellsTime: false,
    parameters: ({ again, scopes = [] }) => ({
      // Without it, Google gives no refresh token.
      access_type: scopes.length > 0 ? "offline" : null,
      prompt: again ? "select_account" : null,
      max_age: null,
      ui_locales: null,
    }),
    read: (identity, { hd }) => {
      const { address, addressVerified } = identity;
      const isAuthority = address?.toLowerCase().endsWith("@gmail.com") ||
        typeof hd === "string";
      return { ...identity, addressVerified: addressVerified && isAuthority };
    },
  });
}
