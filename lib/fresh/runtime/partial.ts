import type { ComponentChildren, VNode } from "preact";

/** What a response's partial does with the content of the page's partial of the same name. */
export type PartialMode = "replace" | "prepend" | "append";

/** The props of {@linkcode Partial}. */
export interface PartialProps {
  /** Unique on the page. */
  name: string;
  /** Default: `"replace"`. The other modes need a `key` too. */
  mode?: PartialMode;
  children?: ComponentChildren;
}

/**
 * A part of the page that links and forms inside `f-client-nav` update without a reload. It adds
 * no element, only comments.
 */
export function Partial({ children }: PartialProps): VNode {
  return children as VNode;
}
