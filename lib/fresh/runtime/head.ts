import type { ComponentChildren } from "preact";

/** What {@linkcode Head} is given. */
export interface HeadProps {
  children?: ComponentChildren;
}

let collect: (children: ComponentChildren) => void = () => {};

/** Sets where heads go. The server does, once. */
export function setHeadCollector(collector: typeof collect): void {
  collect = collector;
}

/**
 * Puts its children into the document's `<head>`. Of two elements with the same
 * `key`, `id` or (for `<meta>`) `name`, and of two titles, the last one stays.
 */
export function Head({ children }: HeadProps): ComponentChildren {
  collect(children);
  return null;
}
