/**
 * Reads props that plain JSON can't represent, and elements passed to islands. Only pages with
 * either load it.
 * @module
 */
import { parse } from "devalue";
import { type ComponentChild, h, type VNode } from "preact";
// Signals need it too. This import keeps it in the shared script.
import "preact/hooks";
import { type Components, eachMark, wake } from "./revive.ts";

/** The data embedded in the page. */
interface RichData {
  /** The page's islands. */
  names: string[];
  data: string;
}

const known: Components = {};
const slots: ComponentChild[][] = [];
let entries: [name: string, props: Record<string, unknown>][] | null = null;

/** Hydrates all islands of the page when all their modules have loaded. */
export async function read(
  components: Components,
  { names, data }: RichData,
): Promise<void> {
  Object.assign(known, components);
  if (entries || names.some((name) => !(name in known))) return;
  entries = [];
  const signals = /"(Signal|Computed)"/.test(data)
    ? await import("./signals.ts")
    : null;
  entries = parse(data, {
    Signal: ([value]: [unknown]) => signals!.signal(value),
    Computed: ([value]: [unknown]) => signals!.computed(() => value),
    Slot: ([id]: [number]) => h(Slot, { id }),
  });
  for (const template of document.querySelectorAll("template")) {
    const id = /^fresh-slot-(\d+)$/.exec(template.id)?.[1];
    if (id) slots[+id] = toVNodes(template.content.firstChild);
  }
  const outermost: [Comment, VNode][] = [];
  let after: Node | null = null;
  eachMark(document.body, (mark, kind, index) => {
    if (kind === "s") slots[index] ??= toVNodes(mark.nextSibling);
    else if (!after || isBefore(after, mark)) {
      outermost.push([mark, islandNode(index)]);
      after = endOf(mark);
    }
  });
  for (const [mark, vnode] of outermost) wake(mark, vnode);
}

function Slot({ id }: { id: number }): ComponentChild[] {
  return slots[id];
}

function islandNode(index: number): VNode {
  const [name, props] = entries![index];
  return h(known[name], props);
}

/** Turns the server's HTML into elements for hydration. */
function toVNodes(node: Node | null): ComponentChild[] {
  const list: ComponentChild[] = [];
  for (; node; node = node.nextSibling) {
    if (node instanceof Text) list.push(node.data);
    else if (node instanceof Element) list.push(elementOf(node));
    else if (node instanceof Comment) {
      if (node.data === "/s") break;
      const match = /^([is])(\d+)$/.exec(node.data);
      if (!match) continue;
      list.push(
        match[1] === "i" ? islandNode(+match[2]) : h(Slot, { id: +match[2] }),
      );
      node = endOf(node);
    }
  }
  return list;
}

function elementOf(element: Element): VNode {
  const props: Record<string, unknown> = {};
  for (const { name, value } of element.attributes) {
    if (name.startsWith("on")) continue;
    const own: unknown = (element as unknown as Record<string, unknown>)[name];
    props[name] = typeof own === "boolean" ? own : value;
  }
  const children = toVNodes(element.firstChild);
  return h<object>(element.localName, props, children);
}

function endOf(mark: Comment): Comment {
  const kind = mark.data[0];
  let depth = 0;
  for (let node = mark.nextSibling; node; node = node.nextSibling) {
    if (!(node instanceof Comment)) continue;
    if (node.data === `/${kind}` && !depth--) return node;
    if (new RegExp(`^${kind}\\d`).test(node.data)) depth++;
  }
  return mark;
}

function isBefore(a: Node, b: Node): boolean {
  return !!(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
}
