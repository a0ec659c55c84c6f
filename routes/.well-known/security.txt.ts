import { HttpError } from "fresh";
import { define } from "../../lib/state.ts";

/** How long a reader may rely on the file, in milliseconds: less than a year (RFC 9116 §2.5.5). */
const VALID_MS = 90 * 24 * 60 * 60 * 1000;

/** Where to report a vulnerability (RFC 9116), for sites that say so. */
export const handlers = define.handlers({
  GET({ state: { services: { settings, now } } }) {
    const { securityContact, publicUrl } = settings;
    if (securityContact === null) throw new HttpError(404);
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${new Date(now() + VALID_MS).toISOString()}`,
      ...(publicUrl
        ? [`Canonical: ${new URL("/.well-known/security.txt", publicUrl)}`]
        : []),
    ];
    return new Response(lines.map((line) => `${line}\r\n`).join(""), {
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  },
});
