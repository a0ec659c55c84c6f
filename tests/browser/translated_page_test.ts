/**
 * Pages translated by the browser, which replaces text nodes with its own
 * elements.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { openForm } from "./login_form.ts";
import { attention, eventually } from "./person.ts";

/** Changes the page like Google Translate, now and whenever text is added. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const translated = (node: Node) => {
      if (node instanceof Text) {
        if (!node.data.trim() || node.parentElement?.closest("font")) return;
        const [outer, inner] = [0, 0].map(() => document.createElement("font"));
        inner.textContent = `«${node.data}»`;
        outer.append(inner);
        node.replaceWith(outer);
      } else for (const child of [...node.childNodes]) translated(child);
    };
    translated(document.body);
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        if (target instanceof Text) translated(target);
        addedNodes.forEach(translated);
      }
    }).observe(document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
}

/** The translated message of a field. */
function problemOf(page: Page, name: string): Promise<string> {
  return page.locator(`#${name}-problem`).innerText();
}

function says(text: string, ask: () => Promise<string>): Promise<void> {
  return eventually(async () => assert.equal(await ask(), text && `«${text}»`));
}

browserTest(
  "messages appear and disappear on a translated login page",
  async ({ page }) => {
    await openForm(page);
    await translate(page);
    const email = page.locator("#username");
    const password = page.locator("#password");
    const submit = page.locator("main form button[type=submit]");
    const { emailRequired, noAddress, passwordRequired } = messages.problems;
    const summary = page.locator("[aria-live=polite]");
    await submit.click();
    await says(emailRequired, () => problemOf(page, "username"));
    await says(passwordRequired, () => problemOf(page, "password"));
    await says(attention(2), () => summary.innerText());

    await email.fill("anna");
    await says(noAddress, () => problemOf(page, "username"));
    await email.fill(ANNA.username);
    await password.fill(ANNA.password);
    await says("", () => problemOf(page, "username"));
    await says("", () => problemOf(page, "password"));
    await says("", () => summary.innerText());

    const hint = page.locator(".hint");
    await password.dispatchEvent("keydown", { modifierCapsLock: true });
    await says(messages.form.capsLock, () => hint.innerText());
    await password.dispatchEvent("keyup", { modifierCapsLock: false });
    await says("", () => hint.innerText());

    const { send, sending } = messages.login.form;
    await says(send, () => submit.innerText());
    await page.evaluate(() =>
      // After the form's own listener: it is busy, and the page stays.
      document.addEventListener("submit", (event) => event.preventDefault())
    );
    await submit.click();
    await says(sending, () => submit.innerText());
  },
);

browserTest(
  "the strength meter follows the password on a translated sign-up page",
  async ({ page }) => {
    await page.goto("/auth/signup");
    await awake(page);
    await translate(page);
    const strength = page.locator(".strength .hint");
    const { weak, strong } = messages.passwordMeter;
    await page.locator("#password").fill("a");
    await says(weak, () => strength.innerText());
    await page.locator("#password").fill("tractor moonlight umbrella 97");
    await says(strong, () => strength.innerText());
    await page.locator("#password").fill("");
    await says("", () => strength.innerText());

    await page.locator("#address").fill("clara");
    await page.locator("#name").focus();
    await says(messages.problems.noAddress, () => problemOf(page, "address"));
    await page.locator("#address").fill("clara@example.com");
    await says("", () => problemOf(page, "address"));
  },
);
