/**
 * Features of the library that a site can do without: `lib/site.ts` lists those in use.
 *
 * @module
 */
export { admin } from "./features/admin/feature.ts";
export { invitations } from "./features/invitations/feature.ts";
export { loginLink } from "./features/login_link/feature.ts";
