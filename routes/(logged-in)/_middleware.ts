import { requireUser, requireVerifiedAddress } from "@latchkey/core/http";

/** Pages in this folder require a login and a confirmed email address. */
export default [requireUser, requireVerifiedAddress];
