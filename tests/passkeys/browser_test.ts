/** Passkeys in a real browser, with its virtual authenticator. */
import assert from "node:assert/strict";
import { passkeys } from "@latchkey/core/features";
import { browserTest } from "../browser/browser.ts";
import {
  eventually,
  heading,
  loggedIn,
  logIn,
  logOut,
  shows,
  submitLogin,
} from "../browser/person.ts";
import { GUARDED_HEADING, LOGIN_TO_GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { userOf } from "../routes/admin.ts";
import {
  addPasskey,
  annaWithPasskey,
  logInByButton,
  loginFailed,
  openLogin,
  passkeyButton,
} from "./person.ts";
import { plugIn } from "./virtual_authenticator.ts";

const texts = messages.passkeys;

browserTest(
  "a passkey is added, and logs in by the button, where the person wanted to go",
  async ({ page }) => {
    const authenticator = await annaWithPasskey(page);
    await shows(page, texts.synced, texts.unused);
    await logOut(page);
    await logInByButton(page, authenticator, LOGIN_TO_GUARDED_PAGE);
    await heading(page, GUARDED_HEADING);
    await page.goto("/account/passkeys");
    assert.match(
      await page.getByRole("main").innerText(),
      /last used/,
    );
  },
);

browserTest(
  "the browser offers a passkey in the email field, and it logs in",
  async ({ page }) => {
    await annaWithPasskey(page);
    await logOut(page);
    await page.goto(LOGIN_TO_GUARDED_PAGE);
    await heading(page, GUARDED_HEADING);
  },
);

browserTest("a passkey that isn't synced logs in too", async ({ page }) => {
  const authenticator = await annaWithPasskey(page, { syncs: false });
  await shows(page, texts.bound);
  for (let n = 0; n < 3; n++) {
    await logOut(page);
    await logInByButton(page, authenticator);
    await loggedIn(page);
  }
});

browserTest(
  "a person who stays logged in by password does so by passkey",
  async ({ page, context }) => {
    const authenticator = await annaWithPasskey(page);
    await logOut(page);
    await openLogin(page, authenticator);
    await page.getByRole("checkbox").check();
    await passkeyButton(page).click();
    await loggedIn(page);
    const cookies = await context.cookies();
    const cookie = cookies.find(({ name }) => name.startsWith("access_token"));
    assert.ok(cookie!.expires > 0);
  },
);

browserTest(
  "an authenticator that can't verify the person doesn't log in, but a person can go on",
  async ({ page }) => {
    const authenticator = await annaWithPasskey(page);
    await logOut(page);
    await authenticator.verify(false);
    await logInByButton(page, authenticator);
    await page.getByText(texts.cancelled).waitFor();
    await submitLogin(page, ANNA);
    await loggedIn(page);
  },
);

browserTest(
  "a passkey that was removed elsewhere says what to do, and stays in the authenticator",
  async ({ page, site }) => {
    const authenticator = await annaWithPasskey(page);
    const queries = site.services.use(passkeys);
    const { id } = await userOf(site, ANNA);
    const [{ id: passkeyId }] = await queries.list(id);
    await logOut(page);
    await queries.remove(id, passkeyId);
    await logInByButton(page, authenticator);
    await loginFailed(page);
    await shows(page, texts.failed.removed);
    assert.equal((await authenticator.passkeys()).length, 1);
  },
);

browserTest(
  "a passkey that nobody has here is forgotten by the browser",
  async ({ page, site }) => {
    const authenticator = await annaWithPasskey(page);
    await logOut(page);
    await site.services.database.db.deleteFrom("passkeys" as never).execute();
    await logInByButton(page, authenticator);
    await loginFailed(page);
    await shows(page, texts.failed.unknown);
    await eventually(async () =>
      assert.deepEqual(await authenticator.passkeys(), [])
    );
    await page.getByRole("link", { name: texts.failed.otherwise }).click();
    await submitLogin(page, ANNA);
    await loggedIn(page);
  },
);

browserTest(
  "removing a passkey removes it from the authenticator",
  async ({ page }) => {
    const authenticator = await annaWithPasskey(page);
    await page.getByRole("button", { name: /^Remove/ }).click();
    await page.getByText(texts.notices.passkey_removed).waitFor();
    await shows(page, texts.none);
    await eventually(async () =>
      assert.deepEqual(await authenticator.passkeys(), [])
    );
  },
);

browserTest("a passkey is renamed", async ({ page }) => {
  await annaWithPasskey(page);
  const main = page.getByRole("main");
  await main.getByText(texts.rename, { exact: true }).click();
  await main.getByRole("textbox").fill("");
  await main.getByRole("button", { name: texts.save }).click();
  await page.getByText(messages.problems.fieldRequired).waitFor();
  await main.getByRole("textbox").fill("Work laptop");
  await main.getByRole("button", { name: texts.save }).click();
  await page.getByText(texts.notices.passkey_renamed).waitFor();
  await page.getByRole("heading", { name: "Work laptop" }).waitFor();
});

browserTest(
  "another name reaches the authenticator on the next page",
  async ({ page }) => {
    const authenticator = await annaWithPasskey(page);
    await page.goto("/account/name");
    await page.getByRole("textbox").fill("Anna Magdalena");
    await page.getByRole("button", { name: messages.name.send }).click();
    await heading(page, GUARDED_HEADING);
    await eventually(async () => {
      const [passkey] = await authenticator.passkeys();
      assert.equal(passkey.userDisplayName, "Anna Magdalena");
    });
  },
);

browserTest(
  "a passkey that the server refuses doesn't stay in the authenticator",
  async ({ page, site }) => {
    const authenticator = await plugIn(page);
    await logIn(page, ANNA);
    await page.goto("/account/passkeys/new");
    site.clock.advance(10 * 60_000);
    await page.getByRole("button", { name: texts.new.create }).click();
    // The proof is ten minutes old too.
    await page.getByLabel(messages.ownPassword.label, { exact: true })
      .fill(ANNA.password);
    await page.getByRole("button", { name: messages.stepUp.send }).click();
    await page.getByText(texts.new.refused).waitFor();
    await addPasskey(page);
    assert.equal((await authenticator.passkeys()).length, 1);
  },
);

browserTest(
  "a device that has a passkey for the account is asked for no other",
  async ({ page }) => {
    const authenticator = await annaWithPasskey(page);
    await page.goto("/account/passkeys/new");
    await page.getByRole("button", { name: texts.new.create }).click();
    await page.getByText(texts.new.cancelled).waitFor();
    assert.equal((await authenticator.passkeys()).length, 1);
  },
);

browserTest(
  "a passkey confirms the person before another one is removed",
  async ({ page, site }) => {
    await annaWithPasskey(page);
    site.clock.advance(11 * 60_000);
    await page.reload();
    await page.getByRole("button", { name: /^Remove/ }).click();
    await heading(page, messages.stepUp.factorTitle);
    await page.getByRole("button", {
      name: messages.secondFactor.kinds.passkeys.instead,
    }).click();
    await page.getByText(texts.notices.passkey_removed).waitFor();
  },
);
