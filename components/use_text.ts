/**
 * Text that changes while a page is open.
 *
 * @module
 */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * Returns the `ref` and `children` of an element that only contains text; spread them into it.
 * Browser translation replaces text nodes with elements of its own, which Preact can neither
 * update nor remove. So this replaces all of the element's content instead. The element itself
 * stays, because screen readers only announce changes in an element that already exists.
 */
export function useText<Container extends HTMLElement>(
  text: string | false | undefined,
): { ref: RefObject<Container>; children: string } {
  const ref = useRef<Container>(null);
  const [children] = useState(text || "");
  const shown = useRef(children);
  useLayoutEffect(() => {
    if (shown.current === (text || "")) return;
    shown.current = ref.current!.textContent = text || "";
  });
  return { ref, children };
}
