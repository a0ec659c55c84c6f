/** The whole way back in a browser, from the lost phone to a new password. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { accountRecovery as feature } from "@latchkey/core/features";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "../browser/browser.ts";
import { awake } from "../browser/inspector.ts";
import { heading, shows, submitLogin } from "../browser/person.ts";
import type { ServedSite } from "../browser/served_site.ts";
import { userAt } from "../routes/own_account.ts";
import { setUpApp, WITH_APP } from "../second_factor/authenticator.ts";
import { HOUR, PAGE, recoveryLinkIn } from "./lost_phone.ts";

const { accountRecovery } = messages;
const NEW = "tractor moonlight";

/** Logs in with the password and starts a recovery through the visible pages. */
async function startThroughPages(page: Page, site: ServedSite) {
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  await page.goto("/auth/login");
  await submitLogin(page, ANNA);
  await heading(page, messages.secondFactor.title);
  await page.getByRole("link", { name: accountRecovery.lost }).click();
  await heading(page, accountRecovery.title);
  await page.getByRole("button", { name: accountRecovery.offered.send })
    .click();
  await heading(page, accountRecovery.running.title);
  await site.services.mail.settled();
}

/** Waits as long as a recovery takes. */
async function wait({ services, clock }: ServedSite): Promise<void> {
  for (let halves = 0; halves < 150; halves++) {
    clock.advance(HOUR / 2);
    await services.use(feature).advanceAll();
    await services.mail.settled();
  }
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `gets back in with a new password, with script ${script}`,
    { script, services: WITH_APP },
    async ({ page, site }) => {
      await startThroughPages(page, site);
      await wait(site);
      const mail = await site.mailTo(ANNA.username);
      await page.goto(recoveryLinkIn(mail, "finish"));
      await heading(page, accountRecovery.finish.title);
      if (script === "on") await awake(page);
      await page.getByLabel(messages.recovery.form.password, { exact: true })
        .fill(NEW);
      await page.getByRole("button", { name: accountRecovery.finish.send })
        .click();
      await heading(page, messages.account.title);
      await shows(page, messages.account.notices.account_recovered);
    },
  );

  browserTest(
    `keeps the password by unfolding that choice, with script ${script}`,
    { script, services: WITH_APP },
    async ({ page, site }) => {
      await startThroughPages(page, site);
      await wait(site);
      const mail = await site.mailTo(ANNA.username);
      await page.goto(recoveryLinkIn(mail, "finish"));
      await page.getByText(accountRecovery.finish.keep).click();
      await page.getByRole("button", { name: accountRecovery.finish.keepSend })
        .click();
      await heading(page, messages.account.title);
    },
  );

  browserTest(
    `the owner stops it by one press in an email, with script ${script}`,
    { script, services: WITH_APP },
    async ({ page, site }) => {
      await startThroughPages(page, site);
      const mail = await site.mailTo(ANNA.username);
      await page.goto(recoveryLinkIn(mail, "stop"));
      await heading(page, accountRecovery.stop.title);
      await page.getByRole("button", { name: accountRecovery.stop.send })
        .click();
      await heading(page, accountRecovery.stopped.title);
      await page.goto(PAGE);
      await heading(page, accountRecovery.paused.title);
    },
  );
}

browserTest(
  "the owner stops it by one press in the notice on every page",
  { services: WITH_APP },
  async ({ page, site, context }) => {
    const app = await setUpApp(site, (await userAt(site, ANNA.username)).id);
    site.clock.advance(HOUR);
    await page.goto("/auth/login?next=/private");
    await submitLogin(page, ANNA);
    await page.getByLabel(messages.secondFactor.kinds.authenticator_app.label)
      .fill(app.code());
    await page.getByRole("button", { name: messages.secondFactor.send })
      .first().click();
    await heading(page, messages.private.heading);
    const thief = await context.browser()!.newPage({ baseURL: site.origin });
    await thief.goto("/auth/login");
    await submitLogin(thief, ANNA);
    await heading(thief, messages.secondFactor.title);
    await thief.goto(PAGE);
    await thief.getByRole("button", { name: accountRecovery.offered.send })
      .click();
    await heading(thief, accountRecovery.running.title);
    await thief.context().close();
    await page.reload();
    const notice = page.getByRole("complementary", {
      name: accountRecovery.banner.name,
    });
    await notice.getByRole("button", { name: accountRecovery.banner.stop })
      .click();
    await heading(page, accountRecovery.stopped.title);
    assert.equal(await notice.count(), 0);
  },
);
