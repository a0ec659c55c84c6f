import {
  requireUser,
  requireVerifiedAddress,
} from "../../lib/latchkey/features/session/guards.ts";

/** Whoever is not signed in goes no further: every file in this folder is a guarded page. */
export default [requireUser, requireVerifiedAddress];
