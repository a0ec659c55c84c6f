/**
 * Latchkey's library: logging people in.
 *
 * @module
 */
export { defineFeature, defineSite } from "./feature.ts";
