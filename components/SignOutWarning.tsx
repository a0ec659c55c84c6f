/**
 * Stands below a form that takes a while to fill in, for who is signed in: what comes there
 * moves nothing that somebody is about to press.
 *
 * @module
 */
import StaySignedIn from "../islands/StaySignedIn.tsx";
import type { SignedInState } from "../lib/state.ts";

/** Warns before the session ends; one that is kept signed in lasts for days, and needs no warning (WCAG 2.2, 2.2.1). */
export function SignOutWarning({ session, services, language }: SignedInState) {
  if (session.remembered) return null;
  const now = services.now();
  const pageMs = services.settings.accessTokenSeconds * 1000;
  return (
    <StaySignedIn
      idleMs={session.lastSeenAt + pageMs - now}
      hardMs={session.expiresAt - now}
      pageMs={pageMs}
      words={language.words.staySignedIn}
    />
  );
}
