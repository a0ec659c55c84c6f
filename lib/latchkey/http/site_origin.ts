/**
 * The origin of the site.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";

/**
 * The origin of the site in browsers: that of `PUBLIC_URL`, or else that of the request.
 *
 * Behind an HTTPS proxy, requests arrive as HTTP. Comparing with that would reject older
 * browsers, and accept a page forged over plain HTTP.
 */
export function siteOrigin(
  { https, publicUrl }: Pick<Settings, "https" | "publicUrl">,
  url: Pick<URL, "host" | "origin">,
): string {
  if (publicUrl) return publicUrl.origin;
  return https ? `https://${url.host}` : url.origin;
}
