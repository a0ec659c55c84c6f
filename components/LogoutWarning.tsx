/**
 * Stands below a form that takes a while to fill in, for who is logged in: what comes there
 * moves nothing that somebody is about to press.
 *
 * @module
 */
import StayLoggedIn from "../islands/StayLoggedIn.tsx";
import type { LoggedInState } from "../lib/state.ts";

/** Warns before the session ends; one that is kept logged in lasts for days, and needs no warning (WCAG 2.2, 2.2.1). */
export function LogoutWarning({ session, services, language }: LoggedInState) {
  if (session.remembered) return null;
  const now = services.now();
  const pageMs = services.settings.accessTokenSeconds * 1000;
  return (
    <StayLoggedIn
      idleMs={session.lastSeenAt + pageMs - now}
      hardMs={session.expiresAt - now}
      pageMs={pageMs}
      messages={language.messages.stayLoggedIn}
    />
  );
}
