/**
 * Builds a site, and serves it during development.
 *
 * @module
 */
export { develop } from "./dev/develop.ts";
