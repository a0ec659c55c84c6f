/** The password field of the login form, and autofill. */
import assert from "node:assert/strict";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { openForm } from "./login_form.ts";
import { eventually, loggedIn, loginForm } from "./person.ts";

browserTest("shows a hint while caps lock is on", async ({ page }) => {
  const { password } = await openForm(page);
  const hint = page.getByText(messages.form.capsLock);
  // An automated browser can't switch on the real key's state.
  await password.dispatchEvent("keydown", { key: "A", modifierCapsLock: true });
  await hint.waitFor();
  assert.equal(await hint.getAttribute("role"), "status");
  await password.dispatchEvent("keyup", { key: "CapsLock" });
  await hint.waitFor({ state: "detached" });
});

browserTest(
  "the password can be shown and hidden again, and stays as typed",
  async ({ page }) => {
    const { password, reveal } = await openForm(page);
    await password.fill("correct horse");
    assert.equal(await password.getAttribute("type"), "password");
    await reveal.click();
    await page.getByRole("button", {
      name: messages.login.form.showPassword,
      pressed: true,
    })
      .waitFor();
    assert.equal(await password.getAttribute("type"), "text");
    await reveal.click();
    await page.getByRole("button", {
      name: messages.login.form.showPassword,
      pressed: false,
    })
      .waitFor();
    assert.equal(await password.getAttribute("type"), "password");
    assert.equal(await password.inputValue(), "correct horse");
  },
);

browserTest(
  "hides a shown password when the form is submitted or the page is left",
  async ({ page }) => {
    const { email, password, reveal, submit } = await openForm(page);
    const typeOf = () => password.getAttribute("type");
    await email.fill(ANNA.username);
    await password.fill("wrong horse");
    await reveal.click();
    await eventually(async () => assert.equal(await typeOf(), "text"));
    assert.equal(await password.getAttribute("dir"), "auto");
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    assert.equal(await typeOf(), "password");
    await reveal.click();
    await eventually(async () => assert.equal(await typeOf(), "text"));

    await page.evaluate(() =>
      document.addEventListener("submit", ({ target }) => {
        const form = target as HTMLFormElement;
        const input = form.elements.namedItem("password") as HTMLInputElement;
        sessionStorage.setItem("sent as", input.type);
      })
    );
    await submit.click();
    await page.getByText(messages.login.wrong).waitFor();
    const sentAs = await page.evaluate(() => sessionStorage.getItem("sent as"));
    assert.equal(sentAs, "password");
  },
);

browserTest("without script there is no button that does nothing", {
  script: "off",
}, async ({ page }) => {
  await page.goto("/auth/login");
  assert.equal(await loginForm(page).submit.isVisible(), true);
  assert.equal(await loginForm(page).reveal.isVisible(), false);
});

for (const script of ["on", "off"] as const) {
  browserTest(`password managers recognise the fields, script ${script}`, {
    script,
  }, async ({ page }) => {
    await page.goto("/auth/login");
    const { email, password } = loginForm(page);
    assert.equal(await email.getAttribute("autocomplete"), "username webauthn");
    assert.equal(await email.getAttribute("type"), "text");
    assert.equal(await email.getAttribute("name"), "username");
    assert.equal(
      await password.getAttribute("autocomplete"),
      "current-password",
    );
    assert.equal(await password.getAttribute("name"), "password");
  });
}

browserTest("accepts what a password manager fills in", async ({ page }) => {
  const { email, password, submit } = await openForm(page);
  // Password managers set the value from outside and then fire the event.
  for (
    const [field, value] of [[email, ANNA.username], [
      password,
      ANNA.password,
    ]] as const
  ) {
    await field.evaluate((input, text) => {
      if (input instanceof HTMLInputElement) input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, value);
  }
  await submit.click();
  await loggedIn(page);
});

browserTest("a password can be pasted", async ({ page, context }) => {
  const { email, password } = await openForm(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    ANNA.password,
  );
  await email.fill(ANNA.username);
  await password.focus();
  await page.keyboard.press("Control+V");
  assert.equal(await password.inputValue(), ANNA.password);
  await page.keyboard.press("Enter");
  await loggedIn(page);
});
