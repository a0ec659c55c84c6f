/**
 * What the browser enforces: cookie flags, the content security policy, the
 * origin of forms.
 */
import assert from "node:assert/strict";
import { GUARDED_HEADING, GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, BERT } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { heading, logIn, loginForm, logOut, submitLogin } from "./person.ts";

browserTest("no script can read the cookies", async ({ page, context }) => {
  await logIn(page, ANNA);
  assert.equal(await page.evaluate(() => document.cookie), "");
  const cookies = await context.cookies();
  const names = cookies.map(({ name }) => name.replace(/_\d+$/, ""));
  assert.deepEqual(names.toSorted(), ["access_token", "device"]);
  for (const { httpOnly, sameSite, path } of cookies) {
    assert.deepEqual([httpOnly, sameSite, path], [true, "Lax", "/"]);
  }
});

browserTest(
  "logging out leaves only the known-device cookie",
  async ({ page, context }) => {
    await logIn(page, ANNA);
    await logOut(page);
    const names = (await context.cookies()).map(({ name }) => name);
    assert.match(names.join(), /^device_\d+$/);
  },
);

browserTest("nothing is stored in the browser's storages", async ({ page }) => {
  await logIn(page, ANNA);
  const kept = await page.evaluate(() => ({
    ...localStorage,
    ...sessionStorage,
  }));
  assert.deepEqual(kept, {});
});

browserTest(
  "shows markup typed as an address unchanged and inert",
  async ({ page }) => {
    const username =
      `"><img src=x onerror=alert(1)></script><script>alert(1)</script>@x`;
    page.on("dialog", (dialog) => {
      throw new Error(`the page ran what was typed: ${dialog.message()}`);
    });
    await page.goto("/auth/login");
    await loginForm(page).email.evaluate((field) =>
      field.setAttribute("type", "text")
    );
    await submitLogin(page, { username, password: "correct horse" });
    await page.getByText(messages.login.wrong).waitFor();
    await awake(page);
    assert.equal(await loginForm(page).email.inputValue(), username);
    assert.equal(await page.getByRole("main").locator("img").count(), 0);
  },
);

/**
 * A foreign site on this machine, as close to same-site as the browser allows.
 */
function strangerWith(body: string) {
  return Deno.serve(
    { hostname: "localhost", port: 0, onListen: () => {} },
    () =>
      new Response(`<!DOCTYPE html><link rel=icon href="data:,">${body}`, {
        headers: { "content-type": "text/html" },
      }),
  );
}

browserTest(
  "a form on another site can't log a user out",
  async ({ page, site }) => {
    await logIn(page, ANNA);
    const stranger = strangerWith(
      `<form method=post action="${site.origin}/auth/logout"><button>Win</button></form>`,
    );
    try {
      await page.goto(`http://localhost:${stranger.addr.port}/`);
      const answer = page.waitForResponse("**/auth/logout");
      await page.getByRole("button", { name: "Win" }).click();
      assert.equal((await answer).status(), 403);
      await page.goto(GUARDED_PAGE);
      await heading(page, GUARDED_HEADING);
    } finally {
      await stranger.shutdown();
    }
  },
);

browserTest(
  "a form on another site can't log a user in to another account",
  async ({ page, site }) => {
    const stranger = strangerWith(
      `<form method=post action="${site.origin}/auth/login">
      <input name=username value="${BERT.username}"><input name=password value="${BERT.password}">
      <button>Win</button></form>`,
    );
    try {
      await page.goto(`http://localhost:${stranger.addr.port}/`);
      const answer = page.waitForResponse("**/auth/login");
      await page.getByRole("button", { name: "Win" }).click();
      assert.equal((await answer).status(), 403);
      assert.deepEqual(await page.context().cookies(), []);
    } finally {
      await stranger.shutdown();
    }
  },
);

browserTest(
  "doesn't run a script injected into a page",
  async ({ page, complaints }) => {
    await page.goto("/auth/login");
    const violation = await page.evaluate(() =>
      new Promise<string>((resolve) => {
        addEventListener("securitypolicyviolation", (event) => {
          event.preventDefault();
          resolve(event.effectiveDirective);
        });
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken over'";
        document.body.append(script);
        setTimeout(() => resolve("nothing stopped it"), 1000);
      })
    );
    assert.equal(violation, "script-src-elem");
    assert.notEqual(await page.title(), "taken over");
    complaints.forgive(/Executing inline script violates/);
  },
);
