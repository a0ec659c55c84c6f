/**
 * Features of the library that a site can do without: `lib/site.ts` lists those in use.
 *
 * @module
 */
import { defineFeature } from "./feature.ts";

/** The list of all accounts, for admins. Its pages are in `routes/admin/`. */
export const admin = defineFeature({ name: "admin" });

/** Invitations to sign up, for `SIGN_UP=invite`. */
export const invitations = defineFeature({ name: "invitations" });

/** Logging in by a link in an email. Its pages are in `routes/auth/link/`. */
export const loginLink = defineFeature({ name: "login_link" });
