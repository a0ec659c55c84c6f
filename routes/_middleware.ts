import {
  authenticate,
  checkFormOwner,
  requireFactor,
} from "@latchkey/core/http";
import { OtherOwner } from "../components/OtherOwner.tsx";

/** What stays open to someone who must set up a second factor first. */
const FACTOR_PAGES = {
  redirectTo: "/account",
  open: [
    "/account/activity",
    "/account/authenticator",
    "/account/authenticator/",
    "/account/passkeys",
    "/account/passkeys/",
    "/account/password",
    "/account/password/",
    "/account/recovery-codes",
    "/account/recovery-codes/",
    "/account/sessions",
    "/account/trusted-browsers",
    "/api/openapi.json",
    "/auth/",
    "/preferences",
  ],
};

/**
 * Authenticates the request, rejects forms that were opened with another account, and requires
 * a second factor of those who must use one.
 */
export default [
  authenticate,
  checkFormOwner(OtherOwner),
  requireFactor(FACTOR_PAGES),
];
