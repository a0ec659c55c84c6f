/**
 * The API that the server and islands share.
 * @module
 */
export { asset, assetSrcSet } from "./asset.ts";
export { Head, type HeadProps } from "./head.ts";
export { Partial, type PartialProps } from "./partial.ts";
export { HttpError } from "../http_error.ts";

/** Whether this code runs in a browser. */
export const IS_BROWSER: boolean = typeof document !== "undefined";
