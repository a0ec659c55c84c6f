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
 * development, that of the page. An IP address can have no passkeys: browsers refuse it.
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
