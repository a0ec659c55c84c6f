/** Logging in and out with script, without, and with script that loads late. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  GUARDED_HEADING,
  GUARDED_PAGE,
  LOGIN_TO_GUARDED_PAGE,
  messages,
} from "../pages.ts";
import { ANNA, BERT } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import {
  eventually,
  heading,
  loggedIn,
  loggedInAs,
  loggedOut,
  logIn,
  loginForm,
  logOut,
  open,
  siteMap,
  submitLogin,
} from "./person.ts";

for (const script of ["on", "off", "late"] as const) {
  const how = {
    on: "with script",
    off: "without script",
    late: "before the script has arrived",
  }[script];

  browserTest(
    `logs in and out ${how}`,
    { script },
    async ({ page }) => {
      await open(page, "/");
      await loggedOut(page);

      await open(page, GUARDED_PAGE);
      await heading(page, messages.login.title);
      await submitLogin(page, ANNA);
      await heading(page, GUARDED_HEADING);
      assert.equal(new URL(page.url()).pathname, GUARDED_PAGE);

      await siteMap(page).getByRole("link", { name: messages.site.home })
        .click();
      await page.waitForURL(({ pathname }) => pathname === "/");
      await loggedInAs(page, ANNA.username);

      await logOut(page);
      await open(page, GUARDED_PAGE);
      await heading(page, messages.login.title);
    },
  );

  browserTest(
    `keeps the address and drops the password after a wrong one ${how}`,
    { script },
    async ({ page }) => {
      await open(page, LOGIN_TO_GUARDED_PAGE);
      await submitLogin(page, { ...ANNA, password: "wrong horse" });
      const { failure, email, password } = loginForm(page);
      await page.getByText("Incorrect Email or Password").waitFor();
      assert.equal(await failure.innerText(), "Incorrect Email or Password");
      assert.match(await page.title(), /^Error: Login · /);
      await eventually(async () =>
        assert.equal(
          await failure.evaluate((message) =>
            message === document.activeElement
          ),
          true,
        )
      );
      assert.equal(await email.inputValue(), ANNA.username);
      assert.equal(await password.inputValue(), "");

      await password.fill(ANNA.password);
      await loginForm(page).submit.click();
      await heading(page, GUARDED_HEADING);
    },
  );
}

browserTest(
  "without script the server shows an error at each field",
  { script: "off" },
  async ({ page }) => {
    await open(page, "/auth/login");
    const { email, password, submit } = loginForm(page);
    await submit.click();
    await page.getByText("Email is required").waitFor();
    await page.getByText("A valid password is required").waitFor();
    await email.fill("nobody");
    await password.fill("x");
    await submit.click();
    await page.getByText(messages.problems.noAddress).waitFor();
    assert.equal(await page.getByText("required").count(), 0);
    assert.equal(await email.inputValue(), "nobody");
    assert.equal(await password.inputValue(), "");
  },
);

browserTest(
  "keeps what was typed before the script arrives, and leaves the markup unchanged",
  { script: "late" },
  async ({ page, releaseScripts }) => {
    await open(page, LOGIN_TO_GUARDED_PAGE);
    const { email, password, remember, submit } = loginForm(page);
    await email.fill(ANNA.username);
    await password.fill(ANNA.password);
    await remember.check();
    const before = await mainHtml(page);
    await password.focus();

    releaseScripts();
    await awake(page);
    assert.equal(await mainHtml(page), before);
    assert.equal(await email.inputValue(), ANNA.username);
    assert.equal(await password.inputValue(), ANNA.password);
    assert.equal(await remember.isChecked(), true);
    assert.equal(
      await password.evaluate((field) => field === document.activeElement),
      true,
    );

    await submit.click();
    await heading(page, GUARDED_HEADING);
  },
);

for (const script of ["on", "off"] as const) {
  browserTest(
    `keeps the state of "keep me logged in" after an error, script ${script}`,
    { script },
    async ({ page }) => {
      for (const remembered of [true, false]) {
        await open(page, "/auth/login");
        const { remember } = loginForm(page);
        await remember.setChecked(remembered);
        await submitLogin(page, { ...ANNA, password: "wrong horse" });
        await page.getByText(messages.login.wrong).waitFor();
        assert.equal(await remember.isChecked(), remembered);
      }
    },
  );
}

browserTest("keeps the server's errors when the form is hydrated", {
  script: "late",
}, async ({ page, releaseScripts }) => {
  await open(page, "/auth/login");
  await submitLogin(page, { username: "nobody", password: "abc" });
  await page.getByText(messages.problems.noAddress).waitFor();
  const before = await mainHtml(page);
  releaseScripts();
  await awake(page);
  assert.equal(await mainHtml(page), before);
});

browserTest(
  "a link to the logout page doesn't log out until the button is pressed",
  async ({ page }) => {
    await logIn(page, BERT);
    await page.goto("/auth/logout");
    await heading(page, messages.logout.title);
    await siteMap(page).getByText(BERT.username).waitFor();
    await page.getByRole("main").getByRole("button", {
      name: messages.site.logout,
    })
      .click();
    await loggedOut(page);
  },
);

browserTest(
  "logging in never redirects to another site",
  async ({ page, site }) => {
    for (
      const next of [
        "//stranger.invalid/",
        "/\\stranger.invalid/",
        "javascript:alert(1)",
        "https://stranger.invalid/",
      ]
    ) {
      await page.context().clearCookies();
      await page.goto(`/auth/login?next=${encodeURIComponent(next)}`);
      await submitLogin(page, ANNA);
      await loggedIn(page);
      assert.equal(page.url(), `${site.origin}/`);
    }
  },
);

/**
 * Without the comments that mark Fresh's islands, which it may remove after
 * hydration.
 */
async function mainHtml(page: Page): Promise<string> {
  const html = await page.getByRole("main").evaluate((main) => {
    const copy = main.cloneNode(true) as Element;
    // Shown by a script of its own, whenever that arrives.
    for (const form of copy.querySelectorAll("form.passkey")) form.remove();
    return copy.innerHTML;
  });
  return html.replaceAll(/<!--.*?-->/g, "");
}
