/** Recovery by an emailed link. */
import { messages } from "../pages.ts";
import { ANNA, linkIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { heading, shows } from "./person.ts";

for (const script of ["on", "off"] as const) {
  browserTest(
    `sets a new password by an emailed link and logs in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await page.goto("/auth/login");
      await page.getByRole("link", { name: messages.login.forgotten }).click();
      await page.getByRole("textbox", { name: messages.recovery.email }).fill(
        ANNA.username,
      );
      await page.getByRole("button", { name: messages.recovery.sendLink })
        .click();
      await heading(page, messages.mailed.title);

      const link = linkIn(await site.mailTo(ANNA.username));
      await page.goto(link);
      if (script === "on") await awake(page);
      const password = page.getByLabel(messages.recovery.form.password, {
        exact: true,
      });
      await password.fill("football1");
      await page.getByRole("button", { name: messages.recovery.form.send })
        .click();
      await page.getByText(messages.problems.passwordCommon).waitFor();
      await password.fill("tractor moonlight");
      await page.getByRole("button", { name: messages.recovery.form.send })
        .click();
      await heading(page, messages.account.title);
      await shows(page, messages.account.notices.password_changed);

      await page.goto(link);
      await heading(page, messages.deadLink.title);
    },
  );
}
