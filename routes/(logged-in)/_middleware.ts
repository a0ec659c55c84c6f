import { requireUser, requireVerifiedAddress } from "@latchkey/core/http";

/** Whoever is not logged in goes no further: every file in this folder is a guarded page. */
export default [requireUser, requireVerifiedAddress];
