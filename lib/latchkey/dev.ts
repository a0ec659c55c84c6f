/**
 * What only developers at their own machine get to see.
 *
 * @module
 */
export { viewForDeveloper } from "./dev/developer.ts";
export type { CallView, ErrorView, SourceLine } from "./dev/error_view.ts";
