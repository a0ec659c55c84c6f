/**
 * What only developers at their own machine get to see.
 *
 * @module
 */
export type { Specimens } from "./dev/gallery_pages.tsx";
export { devPages } from "./dev/pages.ts";
