/**
 * Puts what `<Head>` collected into the document.
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

/** The document with `<Head>`'s elements and `extra` in its head. */
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

/** A title that is nothing but text, which nearly every page has: rendering it costs more than the rest. */
function plainTitle(element: ComponentChild): string | null {
  if (!isValidElement(element) || element.type !== "title") return null;
  const { children } = element.props;
  if (typeof children !== "string") return null;
  for (const name in element.props) if (name !== "children") return null;
  const text = children.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<title>${text}</title>`;
}

/** Leaves of elements that mean the same only the last, in its own place. */
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

/** Replaces the head's own element that means the same; null without one. */
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

/** What makes an element the same as another one. */
function identityOf({ type, key, props }: VNode): string | null {
  const { id, name } = props as { id?: unknown; name?: unknown };
  if (type === "title") return "title";
  if (key !== null && key !== undefined) return `key ${key}`;
  if (id !== undefined) return `id ${id}`;
  return type === "meta" && name !== undefined ? `meta ${name}` : null;
}
