/** One person with several tabs, and several browsers. */
import assert from "node:assert/strict";
import { ANNA, BERT } from "../site.ts";
import { browserTest } from "./browser.ts";
import {
  heading,
  loginForm,
  shows,
  signIn,
  siteMap,
  submitLogin,
} from "./person.ts";

browserTest(
  "signing in in one tab signs the other in",
  async ({ page, context }) => {
    const other = await context.newPage();
    await other.goto("/");
    await signIn(page, ANNA);
    await other.reload();
    await shows(other, "Hi Anna@example.com!");
  },
);

browserTest(
  "signing out in one tab signs the other out",
  async ({ page, context }) => {
    await signIn(page, ANNA);
    const other = await context.newPage();
    await other.goto("/private");
    await siteMap(page).getByRole("button", { name: "Logout" }).click();
    await page.getByText("You are NOT logged in :(").waitFor();
    await other.reload();
    await heading(other, "Login");
  },
);

browserTest(
  "the sign-out button of a tab that was left behind does no harm",
  async ({ page, context }) => {
    await signIn(page, ANNA);
    const other = await context.newPage();
    await other.goto("/private");
    await siteMap(page).getByRole("button", { name: "Logout" }).click();
    await page.getByText("You are NOT logged in :(").waitFor();
    await siteMap(other).getByRole("button", { name: "Logout" }).click();
    await other.getByText("You are NOT logged in :(").waitFor();
  },
);

browserTest(
  "a sign-in form left open in another tab changes who is signed in, and ends the first session",
  async ({ page, context, site }) => {
    const other = await context.newPage();
    await other.goto("/auth/login?next=/private");
    await signIn(page, ANNA);
    const cookies = await context.cookies();
    const token = cookies.find(({ name }) => name === "access_token")?.value;
    await submitLogin(other, BERT);
    await heading(other, "Private page");
    await shows(other, `Hello ${BERT.username}!`);
    await page.reload();
    await shows(page, `Hi ${BERT.username}!`);

    const answer = await site.fetch("/private", {
      headers: { cookie: `access_token=${token}` },
    });
    await answer.body?.cancel();
    assert.equal(answer.status, 303);
  },
);

browserTest(
  "signing out in one browser leaves the other signed in",
  async ({ page, context, site }) => {
    await signIn(page, ANNA);
    await using elsewhere = await context.browser()!.newContext({
      baseURL: site.origin,
    });
    const phone = await elsewhere.newPage();
    await signIn(phone, ANNA);
    await siteMap(page).getByRole("button", { name: "Logout" }).click();
    await page.getByText("You are NOT logged in :(").waitFor();
    await phone.goto("/private");
    await heading(phone, "Private page");
  },
);

browserTest(
  "who is signed in already is not asked again",
  async ({ page, context }) => {
    await signIn(page, ANNA);
    const other = await context.newPage();
    await other.goto("/auth/login?next=/private");
    await heading(other, "Private page");
    assert.equal(await loginForm(other).submit.count(), 0);
  },
);
