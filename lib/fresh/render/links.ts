/**
 * Marks links to the current page and to the pages above it.
 * @module
 */
import type { VNode } from "preact";
import { currentOf } from "../runtime/active_links.ts";

/** The props that a link had before it was marked. Elements can be reused between renders. */
const OWN = Symbol("own props");

type Props = VNode<object>["props"] & {
  href?: unknown;
  "aria-current"?: unknown;
  [OWN]?: Props;
};

/** Any site will do. */
const SITE = "http://localhost";

/** Sets `aria-current` of a link that starts with a slash, unless it has its own. */
export function markLink(vnode: VNode, page: URL): void {
  const props: Props = vnode.props;
  const own = props[OWN] ?? props;
  const { href } = own;
  const isFree = (own["aria-current"] ?? null) === null;
  const place = isFree && typeof href === "string" && /^\/(?!\/)/.test(href)
    ? placeOf(href)
    : null;
  const current = place && currentOf(place, page);
  if (current === null) {
    vnode.props = own;
    return;
  }
  const name = current === "page" ? "data-current" : "data-ancestor";
  const marks = { "aria-current": current, [name]: "true", [OWN]: own };
  vnode.props = { ...own, ...marks } as Props;
}

/**
 * Where a path on this site leads; null if elsewhere or nowhere, as `/\[`. Parsing a URL takes
 * longer, and few need it.
 */
function placeOf(href: string): Pick<URL, "pathname" | "search"> | null {
  if (/[^!-~]|\/[.\\]/.test(href)) {
    const url = URL.parse(href, SITE);
    return url?.origin === SITE ? url : null;
  }
  const [, pathname, search = ""] = /^([^?#]*)(\?[^#]*)?/.exec(href)!;
  return { pathname, search };
}
