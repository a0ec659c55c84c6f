/**
 * Latchkey's library: logging people in.
 *
 * @module
 */
export { defineFeature, defineSite } from "./feature.ts";
export { admin } from "./features/admin/feature.ts";
export { invitations } from "./features/invitations/feature.ts";
