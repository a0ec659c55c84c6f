/**
 * Updates the page with the partials of a response.
 * @module
 */
import { currentOf } from "../active_links.ts";
import type { Mark } from "./revive.ts";

/** Elements of the head that belong to one page, except for its title. */
const CHANGING = "meta,link:not([rel=stylesheet])";

/** The marks of a partial. */
interface Part {
  start: Comment;
  end: Comment;
  mode: string;
}

/**
 * Loads what a response's partials need. Returns a function that shows them.
 * @throws if the page has none of its partials, unless `isFinal`: then its body is shown.
 */
export async function prepare(
  html: string,
  isFinal: unknown,
): Promise<() => void> {
  const page = new DOMParser().parseFromString(html, "text/html");
  const here = partialsOf(document);
  const found = [...partialsOf(page)].filter(([name]) => here.has(name));
  if (!found.length && !isFinal) throw new Error();
  const data = page.getElementById("fresh-islands")?.textContent;
  const [islands] = await Promise.all([
    data
      ? import("./reader.ts").then((reader) =>
        reader.islandsOf(page, JSON.parse(data))
      )
      : null,
    ...addStyles(page),
  ]);

  /** Puts a part of the response in the place of a part of the page. */
  const replace = (to: Range, from: Range) => {
    const { id } = document.activeElement!;
    const old = to.extractContents();
    const fresh = from.extractContents();
    const wake = islands?.(fresh, old);
    const target = fresh.querySelector<HTMLElement>("[autofocus]") ??
      fresh.getElementById(id) ?? fresh.querySelector("h1");
    to.insertNode(fresh);
    wake?.();
    for (const mark of commentsIn(old)) mark.wake?.(null);
    if (target && document.activeElement === document.body) {
      // Else a heading can't have the focus.
      if (target.tabIndex < 0) target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
  };

  return () => {
    updateHead(page);
    if (!found.length) replace(contentOf(document), contentOf(page));
    for (const [name, part] of found) {
      const target = here.get(name)!;
      // Either may have been in another partial, which has been replaced.
      if (page.contains(part.start) && document.contains(target.start)) {
        const to = between(target);
        if (part.mode !== "replace") to.collapse(part.mode === "prepend");
        replace(to, between(part));
      }
    }
    markLinks();
  };
}

function partialsOf(page: Document): Map<string, Part> {
  const parts = new Map<string, Part>();
  const open: Part[] = [];
  for (const mark of commentsIn(page.body)) {
    const [kind, mode, name] = mark.data.split(":");
    if (kind === "p") {
      const part = { start: mark, end: mark, mode };
      parts.set(name, part);
      open.push(part);
    } else if (kind === "/p") open.pop()!.end = mark;
  }
  return parts;
}

function commentsIn(root: Node): Mark[] {
  const walker = document.createNodeIterator(root, NodeFilter.SHOW_COMMENT);
  const comments: Mark[] = [];
  let mark;
  while ((mark = walker.nextNode())) comments.push(mark as Mark);
  return comments;
}

function between({ start, end }: Part): Range {
  const range = new Range();
  range.setStartAfter(start);
  range.setEndBefore(end);
  return range;
}

function contentOf({ body }: Document): Range {
  const range = new Range();
  range.selectNodeContents(body);
  return range;
}

/** Adds the styles that the page doesn't have yet. */
function addStyles(page: Document): unknown[] {
  const here = Array.from(stylesIn(document), addressOrText);
  return Array.from(
    stylesIn(page),
    (style) =>
      here.includes(addressOrText(style)) ||
      new Promise((done) => {
        style.onload = style.onerror = done;
        document.head.append(style);
        if (!style.href) done(null);
      }),
  );
}

function stylesIn({ head }: Document): NodeListOf<HTMLLinkElement> {
  return head.querySelectorAll("style,[rel=stylesheet]");
}

function addressOrText({ href, textContent }: HTMLLinkElement): string {
  return href || textContent;
}

/** Shows the head of a whole page: one with a title. Styles stay. */
function updateHead({ title, head }: Document): void {
  if (!title) return;
  document.title = title;
  for (const old of document.head.querySelectorAll(CHANGING)) {
    const same = [...head.children].find((each) => each.isEqualNode(old));
    (same ?? old).remove();
  }
  document.head.append(...head.querySelectorAll(CHANGING));
}

/** Marks links to the shown page, as the server does. */
function markLinks(): void {
  for (const link of document.links as HTMLCollectionOf<HTMLAnchorElement>) {
    const { dataset } = link;
    const isOurs = dataset.current || dataset.ancestor;
    if (!/^\/(?!\/)/.test(link.getAttribute("href")!)) continue;
    if (link.ariaCurrent && !isOurs) continue;
    const current = link.ariaCurrent = currentOf(link, location);
    delete dataset.current;
    delete dataset.ancestor;
    if (current) dataset[current === "page" ? "current" : "ancestor"] = "true";
  }
}
