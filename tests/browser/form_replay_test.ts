/**
 * Reloading the page that offers a saved form must not bring back a password.
 */
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { heading, loggedOut, logIn, logOut, submitLogin } from "./person.ts";

browserTest(
  "reloading the page that offers a saved form logs nobody in",
  { script: "off" },
  async ({ page, site, context }) => {
    await logIn(page, ANNA);
    await page.goto("/account/name");
    await page.getByRole("textbox", { name: messages.name.label }).fill(
      "Anna Achmatowa",
    );
    site.clock.advance(31 * 60_000);
    await page.getByRole("main").getByRole("button").click();
    await heading(page, messages.loginAgain.title);
    await submitLogin(page, ANNA);
    await heading(page, messages.loginAgain.again);

    const other = await context.newPage();
    await other.goto("/");
    await logOut(other);
    await page.reload();
    await other.goto("/");
    await loggedOut(other);
  },
);
