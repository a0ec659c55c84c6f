/**
 * Reads the props that plain JSON cannot carry, and the elements that the
 * server rendered inside islands. Loaded only by pages that have either.
 * @module
 */
import { parse } from "devalue";
import { type ComponentChild, h, type VNode } from "preact";
// Signals need it as well: this keeps it in the script that all parts share.
import "preact/hooks";
import { type Components, eachMark, wake } from "./revive.ts";

/** What such a page embeds. */
interface RichData {
  /** The islands it needs. */
  names: string[];
  data: string;
}

const known: Components = {};
const slots: ComponentChild[][] = [];
let entries: [name: string, props: Record<string, unknown>][] | null = null;

/** Wakes all islands of the page as soon as all their modules are there. */
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

/** What the server rendered, as elements that hydrate in its place. */
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
