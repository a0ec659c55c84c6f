/**
 * Islands in a page: marks around their HTML, and slots for the elements passed to them.
 * @module
 */
import {
  type ComponentChild,
  type ComponentChildren,
  isValidElement,
  type VNode,
} from "preact";
import { jsx, jsxTemplate } from "preact/jsx-runtime";
import type { Island } from "../snapshot.ts";
import { isSignal } from "./signals.ts";
import { current, type Render } from "./current.ts";

/** Elements passed to an island as a prop. The server renders them. */
export class Slot {
  /** Whether the island has rendered it on this page. */
  rendered = false;

  constructor(readonly id: number, readonly content: ComponentChildren) {}
}

type Props = Record<string, unknown>;

/** Adds marks around an island's element. */
export function markIsland(vnode: VNode, island: Island): void {
  const props = { island, props: vnode.props, id: vnode.key };
  Object.assign(vnode, { type: MarkedIsland, props });
}

function MarkedIsland(
  { island, props, id }: { island: Island; props: Props; id: unknown },
): ComponentChild {
  const Component = island.component;
  const render = current!;
  if (render.inIsland) return jsx(Component, props);
  const { seen, sent } = withSlots(props, render);
  const index = render.islands.push({ island, props: sent, key: id }) - 1;
  return jsxTemplate(
    [`<!--i${index}-->`, "", "", "<!--/i-->"],
    [switchTo(true), jsx(Component, seen), switchTo(false)],
  );
}

/** The props for the server's render, and those sent to the browser. */
function withSlots(
  props: Props,
  render: Render,
): { seen: Props; sent: Props } {
  const seen: Props = {};
  const sent: Props = {};
  for (const [name, value] of Object.entries(props)) {
    if (isElements(value)) {
      const slot = new Slot(render.slots.length, value);
      render.slots.push(slot);
      seen[name] = jsx(ShownSlot, { slot });
      sent[name] = slot;
    } else {
      seen[name] = value;
      // To a component, an undefined prop and a missing one are the same.
      if (value !== undefined) sent[name] = value;
    }
  }
  return { seen, sent };
}

function isElements(value: unknown): value is ComponentChildren {
  return Array.isArray(value)
    ? value.flat(Infinity).some(isElement)
    : isElement(value);
}

/** Preact renders signals like elements, but an island gets them as signals. */
function isElement(value: unknown): boolean {
  return isValidElement(value) && !isSignal(value);
}

function ShownSlot({ slot }: { slot: Slot }): ComponentChild {
  slot.rendered = true;
  return jsxTemplate(
    [`<!--s${slot.id}-->`, "", "", "<!--/s-->"],
    [switchTo(false), jsx(Content, { slot }), switchTo(true)],
  );
}

function Content({ slot }: { slot: Slot }): ComponentChildren {
  return slot.content;
}

/** An element that renders nothing, but sets `inIsland` for the elements after it. */
function switchTo(inIsland: boolean): VNode {
  return jsx(Switch, { inIsland });
}

function Switch({ inIsland }: { inIsland: boolean }): null {
  current!.inIsland = inIsland;
  return null;
}
