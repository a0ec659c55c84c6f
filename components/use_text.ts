/**
 * Texts that come, change and go while a page is open.
 *
 * @module
 */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * Reference and content of an element that holds a text and nothing else: to be spread into
 * it. Browser translation puts elements of its own in place of text nodes, which Preact
 * could neither change nor remove any more; so the text is replaced here, with all that
 * stands for it. The element stays, since screen readers announce changes only in one that
 * was there before.
 */
export function useText<Holder extends HTMLElement>(
  text: string | false | undefined,
): { ref: RefObject<Holder>; children: string } {
  const ref = useRef<Holder>(null);
  const [children] = useState(text || "");
  const shown = useRef(children);
  useLayoutEffect(() => {
    if (shown.current === (text || "")) return;
    shown.current = ref.current!.textContent = text || "";
  });
  return { ref, children };
}
