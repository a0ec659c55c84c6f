/**
 * Adds the children of `<Head>` to the document's head.
 * @module
 */
import {
  type ComponentChild,
  isValidElement,
  toChildArray,
  type VNode,
} from "preact";
import { renderToString } from "preact-render-to-string";
import {
  findReplaced,
  type HeadIdentity,
  identityOf,
  KEY,
} from "../runtime/head_identity.ts";
import type { Render } from "./current.ts";

/** An element of a head, or the text between two. */
interface Piece {
  html: string;
  /** Empty for text. */
  readonly tag: string;
  readonly attributes: string;
}

// The content of these elements isn't markup, or isn't part of the head. The renderer writes
// attributes in double quotes.
const ELEMENT =
  /<(title|style|script|noscript|template)\b((?:[^>"]|"[^"]*")*)>[^]*?<\/\1>|<(meta|link|base)\b((?:[^>"]|"[^"]*")*)>/g;
const ATTRIBUTE = /([^\s"=>/]+)(?:="([^"]*)")?/g;
const KEY_ATTRIBUTE = new RegExp(` ${KEY}="[^"]*"`);

/** Returns the document with the elements of `<Head>` and `extra` in its head. */
export function withHead(html: string, render: Render, extra: string): string {
  const end = html.indexOf("</head>");
  const start = html.indexOf(">", html.indexOf("<head")) + 1;
  const own = end === -1 ? "" : html.slice(start, end);
  const added = renderHeads(render);
  const keepKeys = render.islands.length > 0 || render.hasPartials;
  const head = (added === "" ? own : merged(own, added, keepKeys)) + extra;
  if (end === -1) return head + html;
  return html.slice(0, start) + head + html.slice(end);
}

function renderHeads(render: Render): string {
  let html = "";
  render.inHead = true;
  // Rendering can add more.
  for (let i = 0; i < render.heads.length; i++) {
    for (const element of toChildArray(render.heads[i])) {
      html += plainTitle(element) ?? renderToString(element as VNode);
    }
  }
  return html;
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

/**
 * Each added element replaces the one with the same identity, else it comes last. Islands and
 * partials need the keys.
 */
function merged(own: string, added: string, keepKeys: boolean): string {
  const pieces = split(own);
  for (const piece of split(added)) {
    const at = findPiece(pieces, piece);
    pieces[at === -1 ? pieces.length : at] = piece;
  }
  let html = "";
  for (const { html: text, attributes } of pieces) {
    const isPlain = keepKeys || !attributes.includes(KEY);
    html += isPlain ? text : text.replace(KEY_ATTRIBUTE, "");
  }
  return html;
}

/** The index of the piece that `piece` replaces, or -1. */
function findPiece(pieces: readonly Piece[], piece: Piece): number {
  const { tag } = piece;
  if (tag === "title") return pieces.findLastIndex((each) => each.tag === tag);
  const identity = identityOfPiece(piece);
  if (identity.names.length === 0) return -1;
  const identities = pieces.map(identityOfPiece);
  return findReplaced(identities, identity);
}

function identityOfPiece({ tag, attributes }: Piece): HeadIdentity {
  const values = new Map<string, string>();
  for (const [, name, value] of attributes.matchAll(ATTRIBUTE)) {
    values.set(name, value ?? "");
  }
  return identityOf(tag, (name) => values.get(name) ?? null);
}

function split(html: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (to: number, tag: string, attributes: string) => {
    if (to === at) return;
    pieces.push({ html: html.slice(at, to), tag, attributes });
    at = to;
  };
  ELEMENT.lastIndex = 0;
  let match: RegExpExecArray | null;
  while ((match = ELEMENT.exec(html)) !== null) {
    add(match.index, "", "");
    add(ELEMENT.lastIndex, match[1] ?? match[3], match[2] ?? match[4]);
  }
  add(html.length, "", "");
  return pieces;
}
