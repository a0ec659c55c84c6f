/** A static file as `asset()` needs it: its address and its content's hash. */
export interface Asset {
  readonly path: string;
  readonly hash: string;
}

let find: (pathname: string) => Asset | null = () => null;

/** Sets how static files are found. The server does, once. */
export function setAssetLookup(lookup: typeof find): void {
  find = lookup;
}

/**
 * A static file's address with its content hash, so that it may be cached for
 * ever. Addresses of other sites and unknown files are returned as they are.
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

/** Applies {@linkcode asset} to each address of a `srcset`. */
export function assetSrcSet(srcset: string): string {
  if (srcset.includes("(")) return srcset;
  return srcset.split(",").map((part) =>
    part.replace(/\S+/, (address) => asset(address))
  ).join(",");
}
