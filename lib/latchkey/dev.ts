/**
 * What only developers at their own machine get to see.
 *
 * @module
 */
export type { CallView, ErrorView, SourceLine } from "./dev/error_view.ts";
