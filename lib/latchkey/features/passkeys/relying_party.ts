/**
 * Who asks for passkeys (WebAuthn Level 3 §5.4.2): the site, by its domain.
 *
 * @module
 */
import type { Services } from "../../services.ts";

/** A site as browsers and authenticators know it. */
export interface RelyingParty {
  /** The domain that passkeys belong to. */
  readonly id: string;
  readonly name: string;
  /** The origins whose pages may use them. */
  readonly origins: readonly string[];
}

/**
 * The site's relying party. Its domain is that of `PUBLIC_URL`; without one, as in
 * development, that of the page.
 *
 * @param relatedOrigins Other sites that share its passkeys (WebAuthn Level 3 §5.11).
 */
export function relyingParty(
  { site, settings }: Pick<Services, "site" | "settings">,
  relatedOrigins: readonly string[],
  page: Pick<URL, "origin" | "hostname">,
): RelyingParty {
  const { hostname, origin } = settings.publicUrl ?? page;
  const origins = [origin, ...relatedOrigins];
  return { id: hostname, name: site.name, origins };
}

/** A URL's host is an IPv6 address in brackets, or an IPv4 address of digits and dots. */
const IP_ADDRESS = /^\[|^[\d.]+$/;

/**
 * Whether browsers accept passkeys for the site. They refuse them for IP addresses, so a
 * site in development has to be opened at `localhost` and not at `127.0.0.1`.
 */
export function canHavePasskeys({ id }: Pick<RelyingParty, "id">): boolean {
  return !IP_ADDRESS.test(id);
}
