import type { ComponentChildren } from "preact";

/** The props of {@linkcode Head}. */
export interface HeadProps {
  children?: ComponentChildren;
}

let collect: (children: ComponentChildren) => void = () => {};

/** Sets the collector. The server calls it once. */
export function setHeadCollector(collector: typeof collect): void {
  collect = collector;
}

/**
 * Adds its children to the document's `<head>`. The last title replaces earlier ones, and so
 * does the last element with the same `key`, `id`, `name` (`<meta>`) or `rel`
 * (`<link>`). Links that a document has several of, such as stylesheets, must also have the
 * same `href`. In an island, the head follows the island's state.
 */
export function Head({ children }: HeadProps): ComponentChildren {
  collect(children);
  return null;
}
