/**
 * `<Head>` in islands: the document's head follows their state. Only islands with it load it.
 * @module
 */
import {
  cloneElement,
  Component,
  type ComponentChild,
  type ComponentChildren,
  Fragment,
  h,
  isValidElement,
  render,
  toChildArray,
} from "preact";
import {
  findReplaced,
  type HeadIdentity,
  identityOf,
  KEY,
} from "../head_identity.ts";

/** The app's base path. */
const BASE = new URL(import.meta.url).pathname.replace(/\/_fresh\/js\/.*/, "");

/** An element of the document that shows one of `<Head>`. */
interface Shown {
  readonly element: Element;
  /** What the element was before, if it was another. */
  readonly before: Element | null;
}

/**
 * Renders its children into a head of its own, and keeps the document's like it. Components and
 * signals among the children therefore work as they do elsewhere.
 */
export class Head extends Component<{ children?: ComponentChildren }> {
  readonly #own = document.createElement("head");
  readonly #shown = new Map<Element, Shown>();
  readonly #changes = new MutationObserver(() => this.#show());

  override componentDidMount(): void {
    const everything = {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    };
    this.#changes.observe(this.#own, everything);
    this.componentDidUpdate();
  }

  override componentDidUpdate(): void {
    const children = toChildArray(this.props.children).map(withKey);
    render(h(Fragment, null, children), this.#own);
    this.#show();
  }

  override componentWillUnmount(): void {
    this.#changes.disconnect();
    render(null, this.#own);
    this.#show();
  }

  override render(): null {
    return null;
  }

  #show(): void {
    for (const [source, { element, before }] of this.#shown) {
      if (source.parentNode) continue;
      this.#shown.delete(source);
      if (before && before.localName !== element.localName) {
        element.replaceWith(before);
      } else if (before) copy(before, element);
      else if (element.localName !== "title") element.remove();
    }
    for (const source of this.#own.children) {
      const shown = this.#shown.get(source);
      if (shown) copy(source, shown.element);
      else this.#shown.set(source, this.#place(source));
    }
  }

  #place(source: Element): Shown {
    const element = this.#find(source);
    if (!element) {
      return {
        element: document.head.appendChild(clone(source)),
        before: null,
      };
    }
    if (element.localName !== source.localName) {
      const replacement = clone(source);
      element.replaceWith(replacement);
      return { element: replacement, before: element };
    }
    if (isSame(source, element)) return { element, before: null };
    const before = element.cloneNode(true) as Element;
    copy(source, element);
    return { element, before };
  }

  /** The document's element that `source` replaces, or that the server rendered for it. */
  #find(source: Element): Element | undefined {
    const taken = new Set(
      [...this.#shown.values()].map((each) => each.element),
    );
    const elements = [...document.head.children].filter((each) =>
      !taken.has(each)
    );
    const index = findReplaced(
      elements.map(identityOfElement),
      identityOfElement(source),
    );
    return elements[index] ?? elements.find((each) => isSame(source, each));
  }
}

/** The element with its key in an attribute, as the server writes it. */
function withKey(child: ComponentChild): ComponentChild {
  if (!isValidElement(child) || typeof child.type !== "string") return child;
  const { key } = child;
  return key == null
    ? child
    : cloneElement<object>(child, { [KEY]: String(key) });
}

function identityOfElement(element: Element): HeadIdentity {
  return identityOf(element.localName, (name) => valueOf(element, name));
}

/** A copy for the document, with the nonce that the policy may need. */
function clone(source: Element): Element {
  const element = source.cloneNode(true) as HTMLElement;
  // Browsers hide nonces from getAttribute().
  const { nonce } = document.querySelector<HTMLElement>("script[nonce]") ??
    element;
  if (nonce) element.nonce = nonce;
  return element;
}

function isSame(a: Element, b: Element): boolean {
  return a.localName === b.localName && a.textContent === b.textContent &&
    namesOf(a, b).every((name) => valueOf(a, name) === valueOf(b, name));
}

/** Changes only what differs, so that the browser loads nothing again. */
function copy(from: Element, to: Element): void {
  for (const name of namesOf(from, to)) {
    const value = from.getAttribute(name);
    if (value === null) to.removeAttribute(name);
    else if (valueOf(from, name) !== valueOf(to, name)) {
      to.setAttribute(name, value);
    }
  }
  if (to.textContent !== from.textContent) to.textContent = from.textContent;
}

function namesOf(a: Element, b: Element): string[] {
  return [...a.getAttributeNames(), ...b.getAttributeNames()]
    .filter((name) => name !== "nonce");
}

/** The attribute; an address without what `asset()` adds on the server. */
function valueOf(element: Element, name: string): string | null {
  const value = element.getAttribute(name);
  if (!value?.includes("__frsh_c=")) return value;
  const path = value.replace(/__frsh_c=\w+&?/, "").replace(/\?$/, "");
  return path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : path;
}
