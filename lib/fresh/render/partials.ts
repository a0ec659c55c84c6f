/**
 * Partials in a page: marks around their HTML, and the attributes that turn navigation without
 * reloading on and off.
 * @module
 */
import type { ComponentChild, VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import type { PartialProps } from "../runtime/partial.ts";
import type { Render } from "./current.ts";

/** Attributes whose `false` turns off what an ancestor has turned on. */
const SWITCHES = ["f-client-nav", "f-view-transition"];

/**
 * Adds marks around a partial's content.
 * @throws in an island, which owns its elements in the browser.
 */
export function markPartial(vnode: VNode, render: Render): void {
  const { name, mode = "replace" } = vnode.props as PartialProps;
  if (render.inIsland) {
    throw new Error(`<Partial name="${name}"> cannot be used inside an island`);
  }
  if (mode !== "replace" && (vnode.key ?? null) === null) {
    console.warn(`<Partial name="${name}" mode="${mode}"> needs a key`);
  }
  render.hasPartials = true;
  Object.assign(vnode, { type: MarkedPartial });
}

/** The name is encoded, so that the comment can't end in it. */
function MarkedPartial(
  { name, mode = "replace", children }: PartialProps,
): ComponentChild {
  const start = `<!--p:${mode}:${encodeURIComponent(name)}-->`;
  return jsxTemplate([start, "<!--/p-->"], [children as VNode]);
}

/** An attribute's HTML, if it is a switch. */
export function switchAttribute(name: string, value: unknown): string | void {
  if (SWITCHES.includes(name) && typeof value === "boolean") {
    return `${name}="${value}"`;
  }
}

/** Keeps `false` in an element's switches. Preact leaves out such attributes. */
export function keepSwitches(vnode: VNode): void {
  for (const name of SWITCHES) {
    const props: VNode["props"] & Record<string, unknown> = vnode.props;
    if (props[name] === false) vnode.props = { ...props, [name]: "false" };
  }
}
