import { HttpError } from "fresh";
import { define } from "../../../../lib/state.ts";

/** A mail has its styles in its elements, and neither scripts nor pictures. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const handlers = define.handlers({
  GET({ params, state }) {
    const message = state.services.mail.mailbox?.byId(params.id);
    if (!message) throw new HttpError(404);
    state.contentSecurityPolicy = POLICY;
    return new Response(message.html, {
      headers: { "content-type": "text/html; charset=utf-8" },
    });
  },
});
