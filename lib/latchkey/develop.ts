/**
 * Serving a site while it is worked on, and building it.
 *
 * @module
 */
export { develop } from "./dev/develop.ts";
