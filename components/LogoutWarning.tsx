/**
 * The warning before a session ends. It goes below a form, so that nothing shifts when it
 * appears.
 *
 * @module
 */
import StayLoggedIn from "../islands/StayLoggedIn.tsx";
import type { LoggedInState } from "../lib/state.ts";

/** Remembered sessions last for days, so they need no warning (WCAG 2.2, 2.2.1). */
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
