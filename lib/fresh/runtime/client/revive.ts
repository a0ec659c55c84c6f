/**
 * Hydrates the islands of a page. It must stay small, because every page with an island loads it.
 * @module
 */
import { type ComponentType, hydrate, render, type VNode } from "preact";
// Not `h`, so that the JSX of all islands uses a chunk that is already loaded.
import { jsx } from "preact/jsx-runtime";

/** Islands by name. */
// deno-lint-ignore no-explicit-any -- any props
export type Components = Record<string, ComponentType<any>>;

/** An island's name, props and key, if it has one. */
export type Entry = [
  name: string,
  props: Record<string, unknown>,
  key?: string,
];

/** The opening mark of an island. */
export interface Mark extends Comment {
  /** Renders the island again or, with null, removes it. Set while it is awake. */
  wake?: (vnode: VNode | null) => void;
  /** Set if the island has a key. Equal islands have equal ones. */
  id?: string;
}

/** The marks of islands and slots: `<!--i0-->` to `<!--/i-->`. */
export type Visit = (mark: Mark, kind: string, index: number) => void;

/** The islands whose scripts have loaded. */
export const known: Components = {};

/** Hydrates the page's islands that are in `components`. */
export function revive(components: Components): void {
  Object.assign(known, components);
  // A page without islands can get some from a partial.
  const data = JSON.parse(
    document.getElementById("fresh-islands")?.textContent ?? "[]",
  );
  if (!Array.isArray(data)) {
    import("./reader.ts").then((reader) => reader.read(data));
    return;
  }
  eachMark(document.body, (mark, _kind, index) => {
    const entry: Entry = data[index];
    if (!mark.wake && components[entry[0]]) wake(mark, entry);
  });
}

/** Calls `visit` for each opening mark. */
export function eachMark(root: Node, visit: Visit): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  let mark: Comment | null;
  while ((mark = walker.nextNode() as Comment | null)) {
    const match = /^([is])(\d+)$/.exec(mark.data);
    if (match) visit(mark, match[1], +match[2]);
  }
}

/** Hydrates the nodes between an opening mark and its end. */
export function wake(mark: Mark, [name, props, key]: Entry): void {
  const childNodes: Node[] = [];
  let end = mark.nextSibling;
  for (let depth = 0; end; end = end.nextSibling) {
    const data = end.nodeType === 8 ? (end as Comment).data : "";
    if (data === "/i" && !depth--) break;
    if (/^i\d/.test(data)) depth++;
    childNodes.push(end);
  }
  // A partial can move the island.
  const parent = () => mark.parentNode!;
  const root = {
    nodeType: 1,
    namespaceURI: (parent() as Element).namespaceURI,
    get parentNode() {
      return parent();
    },
    firstChild: childNodes[0],
    childNodes,
    contains: (node: Node) => parent().contains(node),
    insertBefore: (node: Node, before: Node | null) =>
      parent().insertBefore(node, before || end),
    appendChild: (node: Node) => parent().insertBefore(node, end),
    removeChild: (node: Node) => parent().removeChild(node),
  } as unknown as Element;
  mark.wake = (vnode) => render(vnode, root);
  if (key) mark.id = name + key;
  hydrate(jsx(known[name], props), root);
}
