/**
 * `fresh/runtime` for islands in the browser.
 * @module
 */
export { Head } from "./client/head.ts";
export { HttpError } from "../http_error.ts";
export { Partial } from "./partial.ts";

/** Whether this code runs in a browser. */
export const IS_BROWSER = true;

/** Returns the path unchanged. Only the server adds hashes. */
export const asset = (path: string): string => path;

/** Like {@linkcode asset}. */
export const assetSrcSet = (srcset: string): string => srcset;
