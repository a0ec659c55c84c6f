/**
 * What only the browser's debugger knows: an element's listeners, and what a
 * screen reader would be told.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { CDPSession, Page } from "playwright-core";
import { eventually } from "./person.ts";

/** An element as exposed to a screen reader. */
export interface Accessible {
  readonly name: string;
  /** The text of `aria-describedby`. */
  readonly description: string;
  /** Whether it is marked invalid. */
  readonly invalid: boolean;
}

/**
 * Waits until the island of the page's form is hydrated, that is, listens for
 * its submit event.
 */
export async function awake(page: Page): Promise<void> {
  await eventually(async () => {
    const inspector = await inspectorOf(page);
    const { listeners } = await inspector.send(
      "DOMDebugger.getEventListeners",
      { objectId: await objectOf(page, "document.querySelector('main form')") },
    );
    const types = listeners.map(({ type }) => type);
    assert.ok(types.includes("submit"), "the island was not hydrated");
  });
}

/** How the focused element is announced. */
export async function focused(page: Page): Promise<Accessible> {
  return await announced(page, "document.activeElement");
}

/** How the selector's first element is announced. */
export async function announcedAt(
  page: Page,
  selector: string,
): Promise<Accessible> {
  return await announced(page, `document.querySelector("${selector}")`);
}

async function announced(page: Page, expression: string): Promise<Accessible> {
  const objectId = await objectOf(page, expression);
  const inspector = await inspectorOf(page);
  const { nodes: [node] } = await inspector.send(
    "Accessibility.getPartialAXTree",
    { objectId, fetchRelatives: false },
  );
  const invalid = node.properties?.find(({ name }) => name === "invalid");
  return {
    name: node.name?.value ?? "",
    description: node.description?.value ?? "",
    invalid: invalid?.value.value === "true",
  };
}

async function objectOf(page: Page, expression: string): Promise<string> {
  const inspector = await inspectorOf(page);
  const { result } = await inspector.send("Runtime.evaluate", { expression });
  assert.ok(result.objectId, `${expression} is missing`);
  return result.objectId;
}

const inspectors = new WeakMap<Page, Promise<CDPSession>>();

/** One per page, while the page is open. */
export function inspectorOf(page: Page): Promise<CDPSession> {
  const inspector = inspectors.get(page) ??
    page.context().newCDPSession(page);
  inspectors.set(page, inspector);
  return inspector;
}
