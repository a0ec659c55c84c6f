/**
 * Updates the page with the partials of a response. It loads with the first response, and it
 * needs no other script, unless the response has islands.
 * @module
 */
import { currentOf } from "../active_links.ts";
import type { Mark } from "./revive.ts";

/** Elements of the head that belong to one page, except for its title. */
const CHANGING = "meta,style,link:not([rel=stylesheet],[rel*=preload])";
/** Elements of the head that agree in these attributes replace each other. */
const IDENTITY = "data-key id name property rel hreflang media sizes"
  .split(" ");
const LINKS = 'a[href^="/"]:not([href^="//"])';

/**
 * Loads what a response's partials need. Returns a function that shows them.
 * @throws if the page has none of its partials, unless `isFinal`: then its body is shown.
 */
export async function prepare(
  html: string,
  isFinal?: unknown,
): Promise<() => void> {
  const page = new DOMParser().parseFromString(html, "text/html");
  const here = new Map(partialsOf(document).map((each) => [each.name, each]));
  const found = partialsOf(page).filter(({ name }) => here.has(name));
  if (!found.length && !isFinal) throw new Error();
  const data = page.getElementById("fresh-islands")?.textContent;
  const [islands] = await Promise.all([
    data
      ? import("./reader.ts").then((reader) =>
        reader.islandsOf(page, JSON.parse(data))
      )
      : null,
    ...styleSheets(page),
  ]);

  /** Moves nodes of the response onto the page. */
  const put = (
    nodes: Iterable<Node>,
    gone: Iterable<Node>,
    insert: (fresh: Node) => void,
  ) => {
    const { id } = document.activeElement!;
    const fresh = fragmentOf(nodes);
    const old = fragmentOf(gone);
    const wake = islands?.(fresh, old);
    const first = fresh.querySelector<HTMLElement>("[autofocus]") ??
      (id && fresh.getElementById(id));
    const heading = fresh.querySelector("h1");
    insert(fresh);
    wake?.();
    for (const mark of commentsIn(old)) mark.wake?.(null);
    if (first) first.focus({ preventScroll: true });
    else if (heading && document.activeElement === document.body) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  };

  return () => {
    updateHead(page);
    if (!found.length) {
      const { body } = document;
      put(page.body.childNodes, body.childNodes, (fresh) => body.append(fresh));
    }
    for (const { name, mode, mark } of found) {
      const target = here.get(name)!.mark;
      // It may be inside another partial, which has been replaced.
      if (mark.ownerDocument !== page || !target.isConnected) continue;
      const shown = contentOf(target);
      const last = mode === "append" ? shown.at(-1) ?? target : target;
      put(
        contentOf(mark),
        mode === "replace" ? shown : [],
        (fresh) => last.after(fresh),
      );
    }
    markLinks();
  };
}

function partialsOf(page: Document) {
  return commentsIn(page.body).flatMap((mark) => {
    const [kind, mode, name] = mark.data.split(":");
    return kind === "p" ? { mark, mode, name } : [];
  });
}

function commentsIn(root: Node): Mark[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments: Mark[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode as Mark);
  return comments;
}

/** The nodes between a partial's marks. */
function contentOf(mark: Comment): ChildNode[] {
  const nodes: ChildNode[] = [];
  let depth = 0;
  for (let node = mark.nextSibling; node; node = node.nextSibling) {
    const text = node.nodeType === 8 ? (node as Comment).data : "";
    if (text === "/p" && !depth--) break;
    if (text.startsWith("p:")) depth++;
    nodes.push(node);
  }
  return nodes;
}

function fragmentOf(nodes: Iterable<Node>): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  return fragment;
}

/** Adds the style sheets that the page doesn't have yet. */
function styleSheets(page: Document): (Promise<unknown> | undefined)[] {
  const links = page.head.querySelectorAll<HTMLLinkElement>(
    "link[rel=stylesheet]",
  );
  return Array.from(links, (link) => {
    if (document.querySelector(link.localName + matching(link, "href"))) return;
    return new Promise((done) => {
      link.onload = link.onerror = done;
      document.head.append(link);
    });
  });
}

/** Changes the title, and adds or replaces other elements. None is removed. */
function updateHead(page: Document): void {
  const { head } = document;
  if (page.title) document.title = page.title;
  for (const element of page.head.querySelectorAll(CHANGING)) {
    const text = element.textContent;
    const isThere = Array.from(head.children).some((own) =>
      own.isEqualNode(element) || (text && own.textContent === text)
    );
    if (isThere) continue;
    const identity = matching(element, ...IDENTITY);
    const old = identity && head.querySelector(element.localName + identity);
    if (old) old.replaceWith(element);
    else if (identity || text) head.append(element);
  }
}

/** A selector of the attributes that the element has. */
function matching(element: Element, ...names: string[]): string {
  return names.map((name) => {
    const value = element.getAttribute(name);
    return value === null ? "" : `[${name}=${CSS.escape(value)}]`;
  }).join("");
}

/** Marks links to the shown page, as the server does. */
function markLinks(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(LINKS)) {
    const isOurs = link.matches("[data-current],[data-ancestor]");
    if (link.hasAttribute("aria-current") && !isOurs) continue;
    const current = currentOf(link, location);
    const set = (name: string, value: string | false | null) =>
      value ? link.setAttribute(name, value) : link.removeAttribute(name);
    set("aria-current", current);
    set("data-current", current === "page" && "true");
    set("data-ancestor", current === "true" && current);
  }
}
