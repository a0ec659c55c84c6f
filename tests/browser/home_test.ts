/** The home page and the private page, before and after login. */
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import {
  heading,
  logOut,
  open,
  shows,
  siteMap,
  submitLogin,
} from "./person.ts";

for (const script of ["on", "off", "late"] as const) {
  browserTest(
    `the home page shows whether a user is logged in and links to the private page, script ${script}`,
    { script },
    async ({ page }) => {
      await open(page, "/");
      await heading(page, "Home page");
      await shows(page, "You are NOT logged in :(");

      await siteMap(page).getByRole("link", { name: messages.site.private })
        .click();
      await heading(page, messages.login.title);
      await submitLogin(page, ANNA);
      await heading(page, "Private page");
      await shows(page, "Hello Anna@example.com!");

      await siteMap(page).getByRole("link", { name: messages.site.home })
        .click();
      await heading(page, "Home page");
      await shows(page, "You are logged in :)", "Hi Anna@example.com!");

      await logOut(page);
      await page.getByText("You are NOT logged in :(").waitFor();
    },
  );
}
