/**
 * Adds the children of `<Head>` to the document's head.
 * @module
 */
import {
  type ComponentChild,
  type ComponentChildren,
  isValidElement,
  toChildArray,
  type VNode,
} from "preact";
import { renderToString } from "preact-render-to-string";
import type { Render } from "./current.ts";

/** Returns the document with the elements of `<Head>` and `extra` in its head. */
export function withHead(html: string, render: Render, extra: string): string {
  let added = extra;
  for (const element of lastOfEach(render.heads)) {
    const text = plainTitle(element) ?? renderToString(element as VNode);
    const replaced = isValidElement(element)
      ? replaceIn(html, render.headElements, element, text)
      : null;
    if (replaced === null) added = text + added;
    else html = replaced;
  }
  const end = html.indexOf("</head>");
  if (end === -1) return added + html;
  return html.slice(0, end) + added + html.slice(end);
}

/** A title with only text, as on nearly every page. Rendering it takes longer than the rest. */
function plainTitle(element: ComponentChild): string | null {
  if (!isValidElement(element) || element.type !== "title") return null;
  const { children } = element.props;
  if (typeof children !== "string") return null;
  for (const name in element.props) if (name !== "children") return null;
  const text = children.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<title>${text}</title>`;
}

/** Keeps only the last of the elements with the same identity, in its place. */
function lastOfEach(heads: readonly ComponentChildren[]): ComponentChild[] {
  const elements = heads.flatMap((each) => toChildArray(each));
  if (elements.length < 2) return elements;
  const seen = new Set<string>();
  const kept: ComponentChild[] = [];
  for (const element of elements.reverse()) {
    const identity = isValidElement(element) ? identityOf(element) : null;
    if (identity !== null && seen.has(identity)) continue;
    if (identity !== null) seen.add(identity);
    kept.push(element);
  }
  return kept;
}

/** Replaces the head's own element with the same identity; null if there is none. */
function replaceIn(
  html: string,
  own: readonly VNode[],
  element: VNode,
  text: string,
): string | null {
  const identity = identityOf(element);
  const match = identity === null
    ? undefined
    : own.findLast((each) => identityOf(each) === identity);
  if (match === undefined) return null;
  const old = renderToString(match);
  const at = html.indexOf(old);
  if (at === -1) return null;
  return html.slice(0, at) + text + html.slice(at + old.length);
}

/** Elements with the same identity replace each other. */
function identityOf({ type, key, props }: VNode): string | null {
  const { id, name } = props as { id?: unknown; name?: unknown };
  if (type === "title") return "title";
  if (key !== null && key !== undefined) return `key ${key}`;
  if (id !== undefined) return `id ${id}`;
  return type === "meta" && name !== undefined ? `meta ${name}` : null;
}
