/** A page that the browser asks for anew, after what was typed was kept: it must bring no password back. */
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { heading, signIn, siteMap, submitLogin } from "./person.ts";

browserTest(
  "the page that offers to send what was typed signs nobody in when it is loaded anew",
  { script: "off" },
  async ({ page, site, context }) => {
    await signIn(page, ANNA);
    await page.goto("/account/name");
    await page.getByRole("textbox", { name: "Name" }).fill("Anna Achmatowa");
    site.clock.advance(31 * 60_000);
    await page.getByRole("main").getByRole("button").click();
    await heading(page, "Sign in to go on");
    await submitLogin(page, ANNA);
    await heading(page, "You are signed in again");

    const other = await context.newPage();
    await other.goto("/");
    await siteMap(other).getByRole("button", { name: "Logout" }).click();
    await other.getByText("You are NOT logged in :(").waitFor();
    await page.reload();
    await other.goto("/");
    await other.getByText("You are NOT logged in :(").waitFor();
  },
);
