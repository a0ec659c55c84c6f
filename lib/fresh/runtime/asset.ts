/** A static file's path and hash, for `asset()`. */
export interface Asset {
  readonly path: string;
  readonly hash: string;
}

let find: (pathname: string) => Asset | null = () => null;

/** Sets the lookup of static files. The server calls it once. */
export function setAssetLookup(lookup: typeof find): void {
  find = lookup;
}

/**
 * Adds the content's hash to a static file's path, so that browsers can cache it forever.
 * Returns other sites' URLs and unknown paths unchanged.
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const end = path.search(/[?#]/);
  const pathname = end === -1 ? path : path.slice(0, end);
  const file = find(pathname);
  if (file === null || path.includes("__frsh_c=")) return path;
  const rest = end === -1 ? "" : path.slice(end);
  const query = rest.startsWith("?") ? `&${rest.slice(1)}` : rest;
  return `${file.path}?__frsh_c=${file.hash}${query}`;
}

/** Applies {@linkcode asset} to each URL of a `srcset`. */
export function assetSrcSet(srcset: string): string {
  if (srcset.includes("(")) return srcset;
  return srcset.split(",").map((part) =>
    part.replace(/\S+/, (address) => asset(address))
  ).join(",");
}
