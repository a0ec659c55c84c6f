/**
 * Reads props that plain JSON can't represent, elements passed to islands, and islands in
 * partials. Only pages with any of these load it.
 * @module
 */
import { parse } from "devalue";
import { type ComponentChild, h, type VNode } from "preact";
// Signals need it too. This import keeps it in the shared script.
import "preact/hooks";
import { eachMark, type Entry, known, type Mark, wake } from "./revive.ts";

/** The data embedded in the page, if it isn't a list of {@linkcode Entry}. */
interface RichData {
  /** The page's islands. */
  names: string[];
  data: string;
}

type Slots = ComponentChild[][];

let started = false;

/** Hydrates all islands of the page when all their modules have loaded. */
export async function read(data: RichData): Promise<void> {
  if (started || data.names.some((name) => !(name in known))) return;
  started = true;
  const islands = await Islands.of(data, document);
  for (const [mark, entry] of islands.outermost(document.body)) {
    wake(mark, entry);
  }
}

/**
 * Loads the islands of a response. The returned function takes the new content of a partial and
 * the old, and returns a function that wakes the islands once the new content is on the page.
 * Islands with the same key stay as they are: they move from the old content into the new.
 */
export async function islandsOf(
  page: Document,
  data: RichData | Entry[],
): Promise<(fresh: Node, old: Node) => () => void> {
  const scripts = page.querySelectorAll<HTMLScriptElement>(
    'script[src*="/_fresh/js/island-"]',
  );
  await Promise.all([...scripts].map(({ src }) => import(src)));
  const islands = await Islands.of(data, page);
  return (fresh, old) => {
    const kept = new Map<string, Mark>();
    eachMark(old, (mark) => mark.id && kept.set(mark.id, mark));
    const found = islands.outermost(fresh);
    return () => {
      for (const [mark, entry] of found) {
        const [name, props, key] = entry;
        const same = key && kept.get(name + key);
        if (!same) wake(mark, entry);
        else {
          replace(mark, same);
          same.wake!(h(known[name], props));
        }
      }
    };
  };
}

/** The islands of one page or response. */
class Islands {
  readonly #entries: Entry[];
  readonly #slots: Slots;

  private constructor(entries: Entry[], slots: Slots) {
    this.#entries = entries;
    this.#slots = slots;
  }

  static async of(data: RichData | Entry[], page: Document): Promise<Islands> {
    const slots: Slots = [];
    const entries = await entriesOf(data, slots);
    const missing = entries.find(([name]) => !(name in known));
    if (missing) throw new Error(`No script has the island "${missing[0]}"`);
    const islands = new Islands(entries, slots);
    for (const template of page.querySelectorAll("template")) {
      const id = /^fresh-slot-(\d+)$/.exec(template.id)?.[1];
      if (id) slots[+id] = islands.#toVNodes(template.content.firstChild);
    }
    return islands;
  }

  /** The islands below a node that aren't in others, with their marks. */
  outermost(root: Node): [Mark, Entry][] {
    const found: [Mark, Entry][] = [];
    let after: Node | null = null;
    eachMark(root, (mark, kind, index) => {
      if (mark.wake) return;
      if (kind === "s") {
        this.#slots[index] ??= this.#toVNodes(mark.nextSibling);
      } else if (!after || isBefore(after, mark)) {
        found.push([mark, this.#entries[index]]);
        after = endOf(mark);
      }
    });
    return found;
  }

  /** Turns the server's HTML into elements for hydration. */
  #toVNodes(node: Node | null): ComponentChild[] {
    const list: ComponentChild[] = [];
    for (; node; node = node.nextSibling) {
      if (node instanceof Text) list.push(node.data);
      else if (node instanceof Element) list.push(this.#elementOf(node));
      else if (node instanceof Comment) {
        if (node.data === "/s") break;
        const match = /^([is])(\d+)$/.exec(node.data);
        if (!match) continue;
        const index = +match[2];
        list.push(
          match[1] === "i"
            ? this.#islandOf(index)
            : h(Slot, { slots: this.#slots, id: index }),
        );
        node = endOf(node);
      }
    }
    return list;
  }

  #islandOf(index: number): VNode {
    const [name, props, key] = this.#entries[index];
    return h(known[name], { ...props, key });
  }

  #elementOf(element: Element): VNode {
    const props: Record<string, unknown> = {};
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) continue;
      const own: unknown =
        (element as unknown as Record<string, unknown>)[name];
      props[name] = typeof own === "boolean" ? own : value;
    }
    const children = this.#toVNodes(element.firstChild);
    return h<object>(element.localName, props, children);
  }
}

async function entriesOf(
  data: RichData | Entry[],
  slots: Slots,
): Promise<Entry[]> {
  if (Array.isArray(data)) return data;
  const signals = /"(Signal|Computed)"/.test(data.data)
    ? await import("./signals.ts")
    : null;
  return parse(data.data, {
    Signal: ([value]: [unknown]) => signals!.signal(value),
    Computed: ([value]: [unknown]) => signals!.computed(() => value),
    Slot: ([id]: [number]) => h(Slot, { slots, id }),
  });
}

function Slot({ slots, id }: { slots: Slots; id: number }): ComponentChild[] {
  return slots[id];
}

/** Puts an island, with its marks, in the place of another. */
function replace(mark: Comment, island: Comment): void {
  mark.before(...rangeOf(island));
  for (const node of rangeOf(mark)) node.remove();
}

/** The nodes from a mark to its end. */
function rangeOf(mark: Comment): ChildNode[] {
  const end = endOf(mark);
  const nodes: ChildNode[] = [mark];
  for (let node: ChildNode = mark; node !== end;) {
    nodes.push(node = node.nextSibling!);
  }
  return nodes;
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
