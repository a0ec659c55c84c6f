/**
 * Latchkey's library: logging people in.
 *
 * @module
 */
export { defineFeature, defineSite } from "./feature.ts";
export type { LatchkeyTables } from "./tables.ts";
export { featureCounts } from "./feature_counts.ts";
