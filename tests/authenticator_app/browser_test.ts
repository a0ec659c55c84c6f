/** The life of an authenticator app in a browser, with and without script. */
import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { format } from "@latchkey/core/i18n";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "../browser/browser.ts";
import {
  heading,
  loggedIn,
  loggedOut,
  logIn,
  logOut,
  shows,
  submitLogin,
} from "../browser/person.ts";
import type { ServedSite } from "../browser/served_site.ts";
import { appWith, STEP_MS } from "../second_factor/authenticator.ts";

const { account, authenticator, recoveryCodes, secondFactor } = messages;
const { kinds } = secondFactor;

/** Presses a button by its name. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

async function fill(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole("textbox", { name: label, exact: true }).fill(typed);
}

/** Sets an app up from the account page, up to its recovery codes. */
async function setUp(page: Page, site: ServedSite) {
  await page.goto("/account");
  const { action } = account.rows.authenticator;
  await page.getByRole("link", { name: action }).click();
  await heading(page, authenticator.title);
  await press(page, authenticator.setUp);
  await heading(page, authenticator.setup.title);
  await page.getByRole("img", { name: authenticator.setup.qrCode }).waitFor();
  const key = await page.locator("code").innerText();
  const app = appWith(site, key.replaceAll(" ", ""));
  await fill(page, authenticator.setup.code, app.code());
  await fill(page, authenticator.setup.name, "My phone");
  await press(page, authenticator.setup.send);
  await heading(page, recoveryCodes.fresh.title);
  const codes = (await page.locator("pre").innerText()).trim().split("\n");
  assert.equal(codes.length, 10);
  return { app, codes };
}

/** Enters the password, up to the second step. */
async function enterPassword(page: Page): Promise<void> {
  await page.goto("/auth/login?next=/private");
  await submitLogin(page, ANNA);
  await heading(page, secondFactor.title);
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `sets an app up, logs in with a code and a recovery code, and removes it: script ${script}`,
    { script },
    async ({ page, site }) => {
      await logIn(page, ANNA);
      const { app, codes } = await setUp(page, site);
      const downloads = page.waitForEvent("download");
      await press(page, recoveryCodes.fresh.download);
      const file = await text(await (await downloads).createReadStream());
      for (const code of codes) assert.ok(file.includes(code));
      await page.getByRole("link", { name: recoveryCodes.fresh.done }).click();
      await heading(page, account.title);
      await logOut(page);

      site.clock.advance(2 * STEP_MS);
      await enterPassword(page);
      await loggedOut(page);
      await fill(page, kinds.authenticator_app.label, app.code());
      await press(page, secondFactor.send);
      await heading(page, messages.private.heading);
      await page.goBack();
      await loggedIn(page);
      await page.goto("/");
      await logOut(page);

      await enterPassword(page);
      await page.getByText(kinds.recovery_codes.instead).click();
      await fill(page, kinds.recovery_codes.label, codes[0].toLowerCase());
      await page.locator("details[open]").getByRole("button").click();
      await heading(page, recoveryCodes.title);
      await shows(page, recoveryCodes.notices.logged_in_by_code);
      await page.getByRole("link", { name: recoveryCodes.continueLink })
        .click();
      await heading(page, messages.private.heading);

      await page.goto("/account/authenticator");
      const remove = format(authenticator.removeOf, { name: "My phone" });
      await press(page, remove);
      await page.getByText(authenticator.notices.last_app_removed).waitFor();
      await logOut(page);
      await logIn(page, ANNA);
    },
  );
}

browserTest(
  "a wrong code keeps the key and says what to do, and the code then works",
  { width: 320 },
  async ({ page, site }) => {
    await logIn(page, ANNA);
    await page.goto("/account/authenticator");
    await press(page, authenticator.setUp);
    const key = await page.locator("code").innerText();
    await fill(page, authenticator.setup.code, "000000");
    await press(page, authenticator.setup.send);
    await page.getByRole("alert").getByText(authenticator.setup.wrong)
      .waitFor();
    assert.equal(await page.locator("code").innerText(), key);
    const app = appWith(site, key.replaceAll(" ", ""));
    await fill(page, authenticator.setup.code, app.code());
    await press(page, authenticator.setup.send);
    await heading(page, recoveryCodes.fresh.title);
  },
);

browserTest(
  "prints the recovery codes without buttons",
  async ({ page, site }) => {
    await logIn(page, ANNA);
    const { codes } = await setUp(page, site);
    await page.emulateMedia({ media: "print" });
    const main = page.getByRole("main");
    assert.ok((await main.innerText()).includes(codes[9]));
    assert.equal(await main.getByRole("button").count(), 0);
    assert.equal(await page.getByRole("contentinfo").count(), 0);
  },
);
