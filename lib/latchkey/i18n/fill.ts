/**
 * Fills messages with elements.
 *
 * @module
 */
import { type ComponentChildren, Fragment, h, type VNode } from "preact";

/**
 * Replaces the `{placeholders}` of a message with elements or text, for a page or an email. A
 * placeholder without a value stays. Never throws. The result is a fragment: a list of children
 * in a precompiled element would be escaped twice.
 *
 * @param sentence A message such as `"Hello {name}!"`.
 * @param values The replacements, by placeholder.
 *
 * @example
 * ```tsx
 * import { fill } from "@latchkey/core/i18n";
 *
 * const greeting = <p>{fill("Hello {name}!", { name: <b>Ada</b> })}</p>;
 * ```
 */
export function fill(
  sentence: string,
  values: Readonly<Record<string, ComponentChildren>>,
): VNode {
  const parts = sentence.split(/\{(\w+)\}/)
    .map((part, index) => index % 2 === 0 ? part : values[part] ?? `{${part}}`);
  return h(Fragment, null, ...parts);
}
