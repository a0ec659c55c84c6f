/**
 * Hydrates the islands of a page. It must stay small, because every page with an island loads it.
 * @module
 */
import { type ComponentType, hydrate, type VNode } from "preact";
// Not `h`, so that the JSX of all islands uses a chunk that is already loaded.
import { jsx } from "preact/jsx-runtime";

/** Islands by name. */
// deno-lint-ignore no-explicit-any -- any props
export type Components = Record<string, ComponentType<any>>;

/** The marks of islands and slots: `<!--i0-->` to `<!--/i-->`. */
export type Visit = (mark: Comment, kind: string, index: number) => void;

/** Hydrates the page's islands that are in `components`. */
export function revive(components: Components): void {
  const data = JSON.parse(
    document.getElementById("fresh-islands")!.textContent!,
  );
  if (!Array.isArray(data)) {
    import("./reader.ts").then((reader) => reader.read(components, data));
    return;
  }
  eachMark(document.body, (mark, _kind, index) => {
    const [name, props] = data[index];
    if (components[name]) wake(mark, jsx(components[name], props));
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
export function wake(mark: Comment, vnode: VNode): void {
  const parent = mark.parentNode!;
  const childNodes: Node[] = [];
  let end = mark.nextSibling;
  for (let depth = 0; end; end = end.nextSibling) {
    const data = end.nodeType === 8 ? (end as Comment).data : "";
    if (data === "/i" && !depth--) break;
    if (/^i\d/.test(data)) depth++;
    childNodes.push(end);
  }
  const root = {
    nodeType: 1,
    namespaceURI: (parent as Element).namespaceURI,
    parentNode: parent,
    firstChild: childNodes[0],
    childNodes,
    contains: (node: Node) => parent.contains(node),
    insertBefore: (node: Node, before: Node | null) =>
      parent.insertBefore(node, before || end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
  };
  hydrate(vnode, root as unknown as Element);
}
