/**
 * Pages for developers, which exist only in development.
 *
 * @module
 */
export type { Specimens } from "./dev/gallery_pages.tsx";
export { devPages } from "./dev/pages.ts";
