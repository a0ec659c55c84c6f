/**
 * How somebody does what they do on a page.
 *
 * @module
 */
import type { Page } from "playwright-core";

/** What can be pressed, by what it is and says. */
export interface Thing {
  /** The part of the page it is in; anywhere when left out. */
  readonly within?: "main" | "navigation";
  readonly role: "button" | "link" | "checkbox";
  readonly name: string | RegExp;
}

/** A way of working with pages. */
export interface Hands {
  /** Presses a button, follows a link, ticks a box. */
  press(page: Page, thing: Thing): Promise<void>;
  /** Types into the field with this label, in place of what was in it. */
  type(page: Page, label: string, text: string): Promise<void>;
}

/** With a pointer. */
export const POINTER: Hands = {
  async press(page, { within, role, name }) {
    const part = within ? page.getByRole(within).first() : page;
    await part.getByRole(role, { name }).click();
  },
  async type(page, label, text) {
    await page.getByLabel(label, { exact: true }).fill(text);
  },
};
