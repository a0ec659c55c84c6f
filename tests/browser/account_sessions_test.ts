/** Looking at one's sessions and ending them. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { ANNA, type Site } from "../site.ts";
import { browserTest } from "./browser.ts";
import { heading, signIn, siteMap } from "./person.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";

/** A phone on which Anna is signed in. */
async function signInByPhone(site: Site) {
  const phone = site.visitor();
  await phone.post("/auth/login", ANNA, { "user-agent": PHONE });
  return {
    isSignedIn: async () => (await phone.get("/private")).status === 200,
  };
}

/** Signs in and goes to the list by the links that a person sees. */
async function openSessions(page: Page) {
  await signIn(page, ANNA);
  await siteMap(page).getByRole("link", { name: ANNA.username }).click();
  await heading(page, "Your account");
  await page.getByRole("link", { name: "See sessions" }).click();
  await heading(page, "Your sessions");
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `a person knows a device again and ends its session, script ${script}`,
    { script },
    async ({ page, site }) => {
      const phone = await signInByPhone(site);
      await openSessions(page);
      const items = page.getByRole("main").getByRole("listitem");
      assert.equal(await items.count(), 2);
      assert.match(await items.nth(0).innerText(), /Chrome.*This session/s);
      assert.match(await items.nth(1).innerText(), /Safari on iPhone/);
      assert.equal(await items.nth(0).getByRole("button").count(), 0);

      await page.getByRole("button", {
        name: "End the session of Safari on iPhone",
      }).click();
      await page.getByText("That session is over.").waitFor();
      assert.equal(await items.count(), 1);
      assert.equal(await phone.isSignedIn(), false);
    },
  );

  browserTest(
    `a double click on ending all others leaves this browser signed in, script ${script}`,
    { script },
    async ({ page, site }) => {
      const phones = [await signInByPhone(site), await signInByPhone(site)];
      await openSessions(page);
      await page.getByRole("button", { name: "Sign out all others" })
        .dblclick();
      await page.getByText("All other sessions are over.").waitFor();
      for (const phone of phones) assert.equal(await phone.isSignedIn(), false);
      await page.goto("/private");
      await heading(page, "Private page");
    },
  );
}

browserTest(
  "a button on a page that is out of date says so and shows what there is",
  async ({ page, site }) => {
    const phone = await signInByPhone(site);
    await openSessions(page);
    const second = await page.context().newPage();
    await second.goto("/account/sessions");
    for (
      const [window, said] of [
        [second, "That session is over."],
        [page, "There is no such session; it may be over already."],
      ] as const
    ) {
      await window.getByRole("button", { name: "End the session" }).click();
      await window.getByText(said).waitFor();
    }
    assert.equal(await phone.isSignedIn(), false);
    assert.equal(await page.getByText("This session").count(), 1);
  },
);

browserTest(
  "going back after ending a session shows it no more",
  async ({ page, site }) => {
    await signInByPhone(site);
    await openSessions(page);
    await page.getByRole("button", { name: "End the session" }).click();
    await page.getByText("That session is over.").waitFor();
    await page.goBack();
    await heading(page, "Your sessions");
    assert.equal(await page.getByText("Safari on iPhone").count(), 0);
  },
);
