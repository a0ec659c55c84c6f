/**
 * By the accessibility tree only: what a screen reader reads of a page and what
 * it can operate.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { CDPSession, Page } from "playwright-core";
import { site as SITE } from "../../../lib/site.ts";
import { inspectorOf } from "../inspector.ts";
import { eventually } from "../person.ts";
import type { Controls } from "./controls.ts";

/** An element in the accessibility tree. */
export interface Heard {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly level?: number;
  readonly invalid: boolean;
  /** Its landmark: `main`, `navigation`, …; empty outside of landmarks. */
  readonly landmark: string;
  readonly element: number | undefined;
}

type Nodes = Awaited<ReturnType<typeof nodesOf>>;

const LANDMARKS = [
  "banner",
  "navigation",
  "main",
  "contentinfo",
  "complementary",
];

/** Roles that are useless without a name. */
const CONTROLS = ["button", "link", "textbox", "searchbox", "checkbox"];

/**
 * Finds elements by role and name in the tree, and operates them like assistive
 * technology.
 */
export const READER: Controls = {
  async press(page, { within, role, name }) {
    await act(
      page,
      "this.click()",
      (heard) =>
        heard.role === role && fits(name, heard.name) &&
        (within === undefined || heard.landmark === within),
    );
  },
  async type(page, label, text) {
    await act(
      page,
      "this.focus(), this.select()",
      (heard) => heard.role === "textbox" && heard.name === label,
    );
    await page.keyboard.insertText(text);
  },
};

/** All elements that aren't ignored, in order. */
export async function listen(page: Page): Promise<Heard[]> {
  const nodes = await nodesOf(await inspectorOf(page));
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const landmarkOf = (node: Nodes[number]): string => {
    const parent = node.parentId ? byId.get(node.parentId) : undefined;
    if (!parent) return "";
    const role = String(parent.role?.value);
    return LANDMARKS.includes(role) ? role : landmarkOf(parent);
  };
  return nodes.filter(({ ignored }) => !ignored).map((node) => {
    const property = (name: string) =>
      node.properties?.find((each) => each.name === name)?.value.value;
    return {
      role: String(node.role?.value ?? ""),
      name: String(node.name?.value ?? ""),
      description: String(node.description?.value ?? ""),
      level: property("level") as number | undefined,
      invalid: property("invalid") === "true",
      landmark: landmarkOf(node),
      element: node.backendDOMNodeId,
    };
  });
}

/** Problems for someone who only hears the page, one per line. */
export function problemsIn(heard: readonly Heard[]): string[] {
  const named = (role: string) => heard.filter((each) => each.role === role);
  const lines: string[] = [];
  const [page] = named("RootWebArea");
  if (!page?.name.endsWith(` · ${SITE.name}`)) {
    lines.push(`its title is "${page?.name}"`);
  }
  for (const role of ["banner", "main", "contentinfo"]) {
    const { length } = named(role);
    if (length !== 1) lines.push(`it has ${length} times ${role}`);
  }
  if (named("navigation").some(({ name }) => name === "")) {
    lines.push("a navigation has no name");
  }
  const levels = named("heading").map(({ level = 0 }) => level);
  const leaps = levels.some((level, index) =>
    level > (levels[index - 1] ?? 0) + 1
  );
  if (leaps || levels.filter((level) => level === 1).length !== 1) {
    lines.push(`its headings have the levels ${levels}`);
  }
  const nameless = heard.filter(({ role, name }) =>
    CONTROLS.includes(role) && name === ""
  );
  if (nameless.length > 0) {
    lines.push(`${nameless.length} controls have no name`);
  }
  return lines;
}

/**
 * Runs an expression on the one matching element once the page has it, and
 * fails on any problem.
 */
async function act(
  page: Page,
  expression: string,
  isIt: (heard: Heard) => boolean,
): Promise<void> {
  await eventually(async () => {
    const heard = await listen(page);
    const lost = page.url().startsWith("http") ? problemsIn(heard) : []; // Otherwise an email.
    assert.deepEqual(lost, [], page.url());
    const found = heard.filter(isIt);
    assert.equal(found.length, 1, `${page.url()} has ${found.length} of it`);
    const inspector = await inspectorOf(page);
    const { object } = await inspector.send("DOM.resolveNode", {
      backendNodeId: found[0].element,
    });
    await inspector.send("Runtime.callFunctionOn", {
      objectId: object.objectId,
      functionDeclaration: `function () { ${expression} }`,
      userGesture: true,
    });
  });
}

async function nodesOf(inspector: CDPSession) {
  return (await inspector.send("Accessibility.getFullAXTree")).nodes;
}

function fits(wanted: string | RegExp, name: string): boolean {
  return typeof wanted === "string" ? name === wanted : wanted.test(name);
}
