/** @module */
import { accessTokenCookie } from "./cookies.ts";
import type { Settings } from "../settings/settings.ts";
import { type Finding, findingsOf } from "../cli/finding.ts";

const finding = findingsOf("site");

const localHosts = ["localhost", "127.0.0.1", "::1"];

/** Checks cookies, HTTPS and proxies. */
export function checkSite(settings: Settings): Finding[] {
  const { appEnv, host, https, publicUrl, trustProxy } = settings;
  const warnings: string[] = [];
  if (appEnv !== "production" && !localHosts.includes(host)) {
    warnings.push(
      `HOST is ${host}, so other machines can reach a server that is not in ` +
        "production. Remove HOST, or set APP_ENV=production.",
    );
  }
  if (appEnv === "production" && publicUrl === null) {
    warnings.push(
      "PUBLIC_URL is not set, so the app assumes HTTPS. " +
        "Set it to the URL that browsers use.",
    );
  }
  if (appEnv === "production" && !https) {
    warnings.push(
      "PUBLIC_URL starts with http://, so the cookie is sent without Secure. " +
        "Use https:// for anything but a test on this machine.",
    );
  }
  if (appEnv === "production" && https && trustProxy === 0) {
    warnings.push(
      "TRUST_PROXY is 0. If a proxy handles HTTPS, set it to the number of proxies. " +
        "Otherwise all clients share one rate limit, and an attacker locks everyone out.",
    );
  }
  if (warnings.length === 0) {
    const { name } = accessTokenCookie(settings);
    const cookie = https ? `${name}, Secure` : name;
    return [
      finding("ok", `Cookie: ${cookie}. Trusted proxies: ${trustProxy}.`),
    ];
  }
  return warnings.map((message) => finding("warn", message));
}
