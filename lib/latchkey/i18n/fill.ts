/**
 * Puts elements into words.
 *
 * @module
 */
import { type ComponentChildren, Fragment, h, type VNode } from "preact";

/**
 * Fills the `{holes}` of a sentence with elements or texts, for a page or a mail. The
 * parts are the children of a fragment, since a list in a precompiled element would be
 * escaped twice.
 */
export function fill(
  sentence: string,
  values: Readonly<Record<string, ComponentChildren>>,
): VNode {
  const parts = sentence.split(/\{(\w+)\}/)
    .map((part, index) => index % 2 === 0 ? part : values[part] ?? `{${part}}`);
  return h(Fragment, null, ...parts);
}
