/**
 * The entries of the browser's history that were added without reloading, and their scroll
 * positions.
 * @module
 */

/** Where each page was left. */
const positions = new Map<string, [x: number, y: number]>();
let shown = pageOf(location);

/** Shows a URL in a new entry, unless it is the current one. */
export function enter(url: URL): void {
  leave();
  // Entries of other scripts are left alone.
  history.replaceState({ ...history.state, fresh: true }, "");
  if (url.href !== location.href) history.pushState({ fresh: true }, "", url);
  // The browser would scroll before the content has arrived.
  history.scrollRestoration = "manual";
  shown = pageOf(url);
}

/** The user went back or forward. Returns whether another page has to be shown. */
export function leave(): boolean {
  positions.set(shown, [scrollX, scrollY]);
  return pageOf(location) !== shown;
}

/** Scrolls to where the current page was left. */
export function restoreScroll(): void {
  scrollTo(...positions.get(shown) ?? [0, 0]);
}

/** A URL without its hash. */
export function pageOf({ href }: URL | Location): string {
  return href.split("#")[0];
}

// Pages that the browser loads itself restore their own position.
addEventListener("pagehide", () => history.scrollRestoration = "auto");
