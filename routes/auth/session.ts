import { define } from "../../lib/state.ts";

/**
 * When the session ends, in milliseconds from now, for a page that is about to warn of it;
 * null when it is over.
 * To ask is no use of the session: see `SESSION_END` in `lib/latchkey/features/session/sessions.ts`.
 */
export const handlers = define.handlers({
  async GET({ state: { session, services } }) {
    const { store, settings, now } = services;
    const newest = session &&
      await store.sessions.find(session.id, session.userId);
    if (!newest) return Response.json(null);
    const { lastSeenAt, expiresAt } = newest.session;
    const idleEnd = lastSeenAt + settings.accessTokenSeconds * 1000;
    return Response.json({
      idleMs: idleEnd - now(),
      hardMs: expiresAt - now(),
    });
  },
});
