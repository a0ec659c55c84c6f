/**
 * What browsers and password managers look up about a site's passkeys.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { Middleware } from "../../state.ts";
import { passkeys } from "./feature.ts";

/** The page to manage passkeys, and to add one. */
const MANAGE = "/account/passkeys";
const ENROLL = "/account/passkeys/new";

/**
 * The endpoints of a site with passkeys, by path: where to add and manage them (W3C, "A
 * Well-Known URL for Relying Party Passkey Endpoints"), and which other sites share them
 * (WebAuthn Level 3 §5.11), if there are any.
 */
export function passkeyEndpoints(
  services: Services,
): (readonly [path: string, answer: Middleware])[] {
  const { site, settings: { publicUrl } } = services;
  if (!site.features.includes(passkeys)) return [];
  const { relatedOrigins } = services.use(passkeys);
  const endpoints: Middleware = ({ url }) => {
    const { origin } = publicUrl ?? url;
    return Response.json({ enroll: origin + ENROLL, manage: origin + MANAGE });
  };
  const related: Middleware = () => Response.json({ origins: relatedOrigins });
  return [
    ["/.well-known/passkey-endpoints", endpoints],
    ...relatedOrigins.length === 0
      ? []
      : [["/.well-known/webauthn", related] as const],
  ];
}
