/** The part of a URL that links are compared by. */
type Place = Pick<URL, "pathname" | "search">;

/**
 * The `aria-current` of a link: `"page"` for the current page, `"true"` for a page above it, and
 * null for others.
 */
export function currentOf(link: Place, page: Place): "page" | "true" | null {
  const path = withSlash(link.pathname);
  const shown = withSlash(page.pathname);
  if (!shown.startsWith(path)) return null;
  const isPage = shown === path &&
    (!link.search || link.search === page.search);
  return isPage ? "page" : "true";
}

function withSlash(path: string): string {
  return path.replace(/\/?$/, "/");
}
