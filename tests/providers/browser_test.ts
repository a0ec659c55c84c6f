/** Logging in with a provider in a real browser, with and without JavaScript. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { languageOf } from "@latchkey/core/i18n";
import { fakeProvider } from "@latchkey/core/testing";
import {
  type ClientInfo,
  clientInfo,
  type ClientOptions,
} from "../browser/browser.ts";
import { chromiumRunsHere } from "../browser/chromium.ts";
import { heading, loggedIn, logIn, logOut, shows } from "../browser/person.ts";
import { GUARDED_HEADING, LOGIN_TO_GUARDED_PAGE, messages } from "../pages.ts";
import { withProviders } from "../routes/login_provider.ts";
import { ANNA } from "../site.ts";
import { SITE } from "../tested_site.ts";

const LOGINS = "/account/logins";
const texts = messages.providers;

/** A provider on a port of its own. Its page has a link to go on, and one to cancel. */
function startProvider() {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname !== "/authorize") return new Response(null, { status: 404 });
      const link = (text: string, answer: Record<string, string>) => {
        const back = new URL(searchParams.get("redirect_uri") ?? "");
        const state = searchParams.get("state") ?? "";
        back.search = `${new URLSearchParams({ ...answer, state })}`;
        return `<p><a href="${back.href.replaceAll("&", "&amp;")}">${text}</a>`;
      };
      const html = `<!doctype html><html lang="en"><title>Fake</title>` +
        link("Go on", { code: "a" }) +
        link("Cancel", { error: "access_denied" });
      return new Response(html, { headers: { "content-type": "text/html" } });
    },
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const provider = fakeProvider({
    origins: [origin],
    begin({ redirectUri, state }) {
      const url = new URL("/authorize", origin);
      url.searchParams.set("redirect_uri", redirectUri);
      url.searchParams.set("state", state);
      return Promise.resolve(url);
    },
  });
  return {
    origin,
    provider,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

type Started = Pick<ReturnType<typeof startProvider>, "provider">;

/** Runs a test with a provider. */
function providerTest(
  name: string,
  run: (info: ClientInfo & Started) => Promise<void>,
  options: Pick<ClientOptions, "script" | "width"> = {},
) {
  Deno.test({
    name,
    ignore: !chromiumRunsHere,
    async fn() {
      await using started = startProvider();
      const { provider, origin } = started;
      const services = withProviders(provider);
      await clientInfo({ services, ...options }, async (info) => {
        await run({ ...info, provider });
        const visits = `request to a stranger: ${origin}/`;
        const { complaints } = info;
        while (complaints.list.some((line) => line.startsWith(visits))) {
          complaints.forgive(new RegExp(`^${RegExp.escape(visits)}`));
        }
        if (complaints.list.some((line) => / 40[39] /.test(line))) {
          complaints.forgive(/ 40[39] /);
        }
      });
    },
  });
}

async function toProvider(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue with Fake" }).click();
  await page.getByRole("link", { name: "Go on" }).waitFor();
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Go on" }).click();
}

for (const script of ["on", "off"] as const) {
  providerTest(
    `signs up, logs out and logs in again, with scripts ${script}`,
    async ({ page }) => {
      for (let time = 0; time < 2; time++) {
        await page.goto(LOGIN_TO_GUARDED_PAGE);
        await toProvider(page);
        await goOn(page);
        await heading(page, GUARDED_HEADING);
        await logOut(page);
      }
    },
    { script },
  );

  providerTest(
    `links and unlinks a login, with scripts ${script}`,
    async ({ page }) => {
      await logIn(page, ANNA);
      await page.goto(LOGINS);
      await page.getByRole("button", { name: "Link Fake" }).click();
      await goOn(page);
      await shows(page, texts.logins.notices.login_linked);
      await page.getByRole("button", { name: /^Unlink Fake/ }).click();
      await shows(page, texts.logins.notices.login_unlinked, texts.logins.none);
    },
    { script },
  );
}

providerTest(
  "the account loads the page of linked logins, whose forms may lead to the provider",
  async ({ page, provider }) => {
    const [origin] = provider.origins;
    await logIn(page, ANNA);
    const opened = await page.goto("/account");
    const policy = "content-security-policy";
    const { [policy]: policyOfAccount } = await opened!.allHeaders();
    assert.ok(!policyOfAccount.includes(origin));
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.getByRole("link", { name: texts.row.action, exact: true })
      .click();
    await heading(page, texts.logins.title);
    assert.ok(!asked.some((url) => url.includes("fresh-partial")));
    await page.getByRole("button", { name: "Link Fake" }).click();
    await goOn(page);
    await shows(page, texts.logins.notices.login_linked);
  },
);

providerTest("offers another attempt after cancelling", async ({ page }) => {
  await page.goto(LOGIN_TO_GUARDED_PAGE);
  await toProvider(page);
  await page.getByRole("link", { name: "Cancel" }).click();
  await heading(page, texts.failed.titles.log_in);
  await toProvider(page);
  await goOn(page);
  await heading(page, GUARDED_HEADING);
});

providerTest(
  "goes on when the back button repeats the answer",
  async ({ page }) => {
    await page.goto(LOGIN_TO_GUARDED_PAGE);
    await toProvider(page);
    await goOn(page);
    await heading(page, GUARDED_HEADING);
    await page.goBack();
    await goOn(page);
    await heading(page, GUARDED_HEADING);
  },
);

providerTest(
  "two tabs can be at the provider at once",
  async ({ page, context }) => {
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await tab.goto(LOGIN_TO_GUARDED_PAGE);
      await toProvider(tab);
    }
    for (const tab of [page, other]) {
      await goOn(tab);
      await heading(tab, GUARDED_HEADING);
    }
  },
);

providerTest(
  "stays logged in after a checked box in the form beside it",
  async ({ page, context }) => {
    await page.goto("/auth/login");
    await page.getByLabel(messages.login.form.remember).check();
    await toProvider(page);
    await goOn(page);
    await loggedIn(page);
    const cookies = await context.cookies();
    const token = cookies.find(({ name }) => name.includes("access_token"));
    assert.ok(token && token.expires > 0);
  },
);

providerTest(
  "asks for an address, and says where the email went",
  async ({ page, provider }) => {
    provider.answer({ address: null });
    await page.goto("/auth/signup");
    await toProvider(page);
    await goOn(page);
    await heading(page, texts.signUp.title);
    await page.getByLabel(messages.signUp.form.email).fill("ada@example.com");
    await page.getByRole("button", { name: texts.signUp.send }).click();
    await heading(page, messages.mailed.title);
  },
);

providerTest(
  "links an account with the same address after a login to it",
  async ({ page, provider }) => {
    provider.answer({ address: ANNA.username });
    await page.goto(LOGIN_TO_GUARDED_PAGE);
    await toProvider(page);
    await goOn(page);
    await heading(page, texts.known.title);
    await page.getByRole("link", { name: "Log in to link Fake" }).click();
    await page.getByLabel(messages.login.form.email).fill(ANNA.username);
    await page.getByLabel(messages.login.form.password, { exact: true })
      .fill(ANNA.password);
    await page.getByRole("button", {
      name: messages.login.form.send,
      exact: true,
    })
      .click();
    await heading(page, "Link Fake?");
    await page.getByRole("button", { name: "Link Fake" }).click();
    await heading(page, GUARDED_HEADING);
  },
);

if (languageOf(SITE, "ar")) {
  providerTest(
    "fits into a narrow window, from right to left",
    async ({ page }) => {
      await page.goto("/auth/login");
      await page.getByRole("button", { name: "العربية" }).click();
      await page.locator('html[dir="rtl"]').waitFor();
      const button = page.locator(".providers button");
      await button.scrollIntoViewIfNeeded();
      const excess = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      assert.equal(excess, 0);
      assert.match(await button.innerText(), /المتابعة باستخدام Fake/);
    },
    { width: 320 },
  );
}
