/** Changing the password, with and without script. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { format } from "@latchkey/core/i18n";
import { site as SITE } from "../../lib/site.ts";
import { GUARDED_HEADING, GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { announcedAt, awake, focused } from "./inspector.ts";
import { countSubmits } from "./login_form.ts";
import {
  attention,
  eventually,
  heading,
  loggedIn,
  logIn,
  logOut,
  submitLogin,
} from "./person.ts";

const NEW = "tractor moonlight";
const HAS_SITE_NAME = `the ${SITE.name.replaceAll(" ", "")} child`;
const { password_changed: CHANGED } = messages.account.notices;

function passwordForm(page: Page) {
  return {
    present: page.getByLabel(messages.newPassword.form.current, {
      exact: true,
    }),
    password: page.getByLabel(messages.newPassword.form.password, {
      exact: true,
    }),
    reveal: page.getByRole("button", {
      name: messages.newPassword.form.showPassword,
    }),
    submit: page.getByRole("button", { name: messages.newPassword.form.send }),
  };
}

/** Logs in and follows the visible links to the form. */
async function openForm(page: Page) {
  await logIn(page, ANNA);
  await page.getByRole("link", { name: ANNA.username }).click();
  await heading(page, messages.account.title);
  await page.getByRole("link", { name: messages.account.rows.password.action })
    .click();
  await heading(page, messages.newPassword.title);
  return passwordForm(page);
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `changes the password, stays logged in and logs in with the new one, script ${script}`,
    { script },
    async ({ page }) => {
      const form = await openForm(page);
      if (script === "on") await awake(page);
      await form.present.fill(ANNA.password);
      await form.password.fill(NEW);
      await form.submit.click();
      await page.getByText(CHANGED).waitFor();

      await logOut(page);
      await page.goto("/auth/login");
      await submitLogin(page, ANNA);
      await page.getByText(messages.login.wrong).waitFor();
      await submitLogin(page, { ...ANNA, password: NEW });
      await loggedIn(page);
    },
  );

  browserTest(
    `explains that a password is common and fills in neither again, script ${script}`,
    { script },
    async ({ page }) => {
      const form = await openForm(page);
      if (script === "on") await awake(page);
      await form.present.fill(ANNA.password);
      await form.password.fill("football1");
      await form.submit.click();
      await page.getByText(messages.problems.passwordCommon).waitFor();
      assert.equal((await announcedAt(page, "#password")).invalid, true);
      assert.equal(await form.present.inputValue(), "");
      assert.equal(await form.password.inputValue(), "");
    },
  );

  browserTest(
    `a double click changes the password once and keeps the session, script ${script}`,
    { script, services: { settings: { bcryptCost: 10 } } },
    async ({ page, site }) => {
      const form = await openForm(page);
      if (script === "on") await awake(page);
      await form.present.fill(ANNA.password);
      await form.password.fill(NEW);
      await form.submit.dblclick();
      await page.getByText(CHANGED).waitFor();
      await page.goto(GUARDED_PAGE);
      await heading(page, GUARDED_HEADING);
      await site.visitor().logIn({ ...ANNA, password: NEW });
    },
  );
}

browserTest(
  "with script, checks the rules a browser can know before submitting",
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    const submits = countSubmits(page);
    const { problems } = messages;
    const tooLong = format(problems.passwordTooLong, { maxPassword: 256 });
    await form.submit.click();
    await page.getByText(problems.currentPasswordRequired).waitFor();
    await page.getByText(attention(2)).waitFor();
    assert.equal((await focused(page)).name, messages.newPassword.form.current);

    await form.present.fill(ANNA.password);
    for (
      const [typed, problem] of [
        ["seven c", format(problems.passwordTooShort, { minPassword: 8 })],
        ["it is anna again", problems.passwordHasAddress],
        [HAS_SITE_NAME, problems.passwordHasSite],
        ["a".repeat(257), tooLong],
      ]
    ) {
      await form.password.fill(typed);
      await page.getByText(problem, { exact: true }).waitFor();
    }
    await form.submit.click();
    assert.equal(
      (await focused(page)).name,
      messages.newPassword.form.password,
    );
    assert.equal(submits(), 0);
    await form.password.fill(NEW);
    await page.getByText(tooLong)
      .waitFor({ state: "detached" });
  },
);

browserTest(
  "messages about a new password don't move the button in a narrow window",
  { width: 320 },
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    const place = async () => (await form.submit.boundingBox())?.y;
    const before = await place();
    for (
      const typed of [
        "seven c",
        "it is anna again",
        HAS_SITE_NAME,
        "a".repeat(257),
      ]
    ) {
      await form.password.fill(typed);
      await form.password.blur();
      await page.locator("#password-problem:not(:empty)").waitFor();
      assert.equal(await place(), before, typed);
    }
  },
);

browserTest(
  "each password can be shown separately",
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    await form.password.fill(NEW);
    await form.reveal.click();
    await eventually(async () =>
      assert.equal(await form.password.getAttribute("type"), "text")
    );
    assert.equal(await form.present.getAttribute("type"), "password");
    assert.equal(await form.password.inputValue(), NEW);
  },
);

browserTest("without script there are no buttons that do nothing", {
  script: "off",
}, async ({ page }) => {
  const { reveal, submit } = await openForm(page);
  assert.equal(await submit.isVisible(), true);
  assert.equal(await reveal.isVisible(), false);
});

browserTest(
  "asks a browser logged in elsewhere to log in after the change",
  async ({ page, site }) => {
    const elsewhere = site.visitor();
    await elsewhere.logIn(ANNA);
    const form = await openForm(page);
    await awake(page);
    await elsewhere.post("/account/password", {
      present: ANNA.password,
      password: NEW,
    });
    await form.present.fill(ANNA.password);
    await form.password.fill("another moonlight");
    await form.submit.click();
    await heading(page, messages.loginAgain.title);
    await site.visitor().logIn({ ...ANNA, password: NEW });
  },
);

browserTest(
  "going back after the change shows an empty form that works again",
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    await form.present.fill(ANNA.password);
    await form.password.fill(NEW);
    await form.submit.click();
    await page.getByText(CHANGED).waitFor();
    await page.goBack();
    await heading(page, messages.newPassword.title);
    await awake(page);
    assert.equal(await form.present.inputValue(), "");
    assert.equal(await form.password.inputValue(), "");
    await form.present.fill(NEW);
    await form.password.fill("another moonlight");
    await form.submit.click();
    await page.getByText(CHANGED).waitFor();
  },
);
