/**
 * Preact hooks that run for each rendered element. They are set once.
 * @module
 */
import { type ComponentChildren, Fragment, options, type VNode } from "preact";
import { asset, assetSrcSet } from "../runtime/asset.ts";
import { Head } from "../runtime/head.ts";
import { KEY } from "../runtime/head_identity.ts";
import { Partial } from "../runtime/partial.ts";
import { contentOf, isContent } from "./content.ts";
import { current, type Render } from "./current.ts";
import { markIsland } from "./islands.ts";
import { markLink } from "./links.ts";
import { keepSwitches, markPartial, switchAttribute } from "./partials.ts";

/** Preact's hooks before (`_diff`, mangled) and after it renders an element. */
interface RenderOptions {
  __b?: (vnode: VNode) => void;
  /** Writes an attribute of precompiled JSX. */
  attr?: (name: string, value: unknown) => string | void;
  unmount?: (vnode: VNode & Mounted) => void;
}

/** An element with its component (`_component` and its `_vnode`, mangled). */
interface Mounted {
  readonly __c?: { __v: unknown; props: unknown; context: unknown };
}

type Attributes = Record<string, unknown>;

const HEAD_ELEMENTS = new Set([
  "title",
  "meta",
  "link",
  "script",
  "style",
  "base",
]);

/** Marks nonces that were set here. A reused element still has the one of its last render. */
const OWN_NONCE = Symbol("own nonce");

const hooks = options as RenderOptions;
const { __b: before, unmount: after, attr } = hooks;
hooks.attr = (name, value) =>
  switchAttribute(name, value) ?? attr?.(name, value);
hooks.__b = (vnode) => {
  before?.(vnode);
  if (current === null) return;
  const { type } = vnode;
  if (typeof type === "string") return visitElement(current, vnode, type);
  // Rendering a component in Preact with signals costs more than this replacement.
  if (isContent(type)) becomeFragment(vnode, contentOf(type));
  else if (type === Head) becomeFragment(vnode, Head(vnode.props));
  else if (type === Partial) markPartial(vnode, current);
  else if (!current.inIsland && current.snapshot !== null) {
    const island = current.snapshot.islands.get(type);
    if (island !== undefined) markIsland(vnode, island);
  }
};

hooks.unmount = (vnode) => {
  after?.(vnode);
  if (current !== null) letGo(vnode);
};

/**
 * Preact assigns functions to the components that provide and read a context. V8 puts such
 * functions into its old generation at once, where they would keep the whole page in memory
 * until the next full collection.
 */
function letGo({ __c: component }: Mounted): void {
  if (!component || !Object.hasOwn(component, "componentWillUnmount")) return;
  component.__v = component.props = component.context = null;
}

function becomeFragment(vnode: VNode, children: ComponentChildren): void {
  vnode.type = Fragment;
  vnode.props = { children };
}

function visitElement(render: Render, vnode: VNode, type: string): void {
  if (render.inHead && vnode.key != null && HEAD_ELEMENTS.has(type)) {
    (vnode.props as Attributes)[KEY] = String(vnode.key);
  }
  keepSwitches(vnode);
  switch (type) {
    case "head":
      render.inHead = true;
      break;
    case "body":
      render.inHead = false;
      break;
    case "a":
      markLink(vnode, render.url);
      break;
    case "script":
    case "style":
      if (render.nonce !== null) setNonce(vnode, render.nonce);
      break;
    case "img":
    case "source":
      lockAssets(vnode.props);
  }
}

function setNonce(vnode: VNode, nonce: string): void {
  const props: Attributes & { [OWN_NONCE]?: true } = vnode.props;
  if (props.nonce !== undefined && !props[OWN_NONCE]) return;
  props.nonce = nonce;
  props[OWN_NONCE] = true;
}

function lockAssets(props: Attributes): void {
  if ("data-fresh-disable-lock" in props) return;
  if (typeof props.src === "string") props.src = asset(props.src);
  for (const name of ["srcset", "srcSet"]) {
    const value = props[name];
    if (typeof value === "string") props[name] = assetSrcSet(value);
  }
}
