/**
 * Ways to operate a page.
 *
 * @module
 */
import type { Page } from "playwright-core";

/** A control by role and name. */
export interface Thing {
  /** The part of the page it is in; anywhere if omitted. */
  readonly within?: "main" | "navigation";
  readonly role: "button" | "link" | "checkbox";
  readonly name: string | RegExp;
}

/** A way to operate pages. */
export interface Controls {
  /** Presses a button, follows a link or ticks a box. */
  press(page: Page, thing: Thing): Promise<void>;
  /** Replaces the text in the field with this label. */
  type(page: Page, label: string, text: string): Promise<void>;
}

/** With a pointer. */
export const POINTER: Controls = {
  async press(page, { within, role, name }) {
    const part = within ? page.getByRole(within).first() : page;
    await part.getByRole(role, { name, exact: true }).click();
  },
  async type(page, label, text) {
    await page.getByLabel(label, { exact: true }).fill(text);
  },
};
