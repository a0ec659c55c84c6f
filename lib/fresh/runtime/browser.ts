/**
 * `fresh/runtime` as islands get it in the browser.
 * @module
 */
export { HttpError } from "../http_error.ts";

/** Whether this code runs in a browser. */
export const IS_BROWSER = true;

/** The server has hashed what it rendered; here paths stay as they are. */
export const asset = (path: string): string => path;

/** As {@linkcode asset}. */
export const assetSrcSet = (srcset: string): string => srcset;

/** The server has put it into the document's head already. */
export const Head = (): null => null;
