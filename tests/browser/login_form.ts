/**
 * The login form with its hydrated island.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { awake } from "./inspector.ts";
import { loginForm } from "./person.ts";

/** Opens the login page and waits until the form is hydrated. */
export async function openForm(page: Page) {
  await page.goto("/auth/login");
  await awake(page);
  return loginForm(page);
}

/** Counts the form's submissions from now on. */
export function countSubmits(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") count++;
  });
  return () => count;
}
