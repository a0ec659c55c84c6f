/**
 * What OpenID providers differ in.
 *
 * @module
 */
import type {
  LoginProvider,
  ProviderAnswer,
  ProviderIdentity,
  ProviderRequest,
} from "../login_provider.ts";
import type { Claims } from "./claims.ts";

/** An OpenID provider, and how it differs from others. */
export interface OpenIdOptions
  extends Pick<LoginProvider, "id" | "label" | "answersBy" | "trustsFactors"> {
  /** As for `LoginProvider`. Defaults to true: OpenID Connect Core 1.0 §2 demands it. */
  readonly tellsTime?: boolean;
  /** Its issuer, from which everything else is discovered. */
  readonly issuer: URL;
  readonly clientId: string;
  /** The secret, or a function that makes one at a time, in milliseconds since the epoch. */
  readonly clientSecret: string | ((now: number) => Promise<string>);
  /** With `openid`. */
  readonly scopes: readonly string[];
  /** Its other hosts, with a port unless it is that of the scheme: `oauth2.googleapis.com`. */
  readonly hosts: readonly string[];
  /** Those of the other hosts that show pages to people. Defaults to all. */
  readonly pageHosts?: readonly string[];
  /** Whether people can log out there too. */
  readonly logsOut?: boolean;
  /** Whether it knows PKCE (RFC 7636). Defaults to true. The nonce protects without, too. */
  readonly pkce?: boolean;
  /** Whether addresses may be in the user info only. Defaults to true. */
  readonly userInfo?: boolean;
  /** Parameters of the login page that it doesn't know, or has in addition. */
  parameters?(
    request: ProviderRequest,
  ): Readonly<Record<string, string | null>>;
  /** The issuer of a token, for a provider with many. Defaults to the discovered one. */
  issuerOf?(discovered: string, claims: Claims): string;
  /** What it says about a person differently. */
  read?(
    identity: ProviderIdentity,
    claims: Claims,
    answer: ProviderAnswer,
  ): ProviderIdentity;
}
