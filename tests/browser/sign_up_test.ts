/** Signing up and confirming the address, with and without script. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { codeIn, linkIn } from "../site.ts";
import { CLARA } from "../routes/sign_up.ts";
import { browserTest } from "./browser.ts";
import { awake, focused } from "./inspector.ts";
import { countSubmits } from "./login_form.ts";
import { eventually, heading, shows } from "./person.ts";

function signUpForm(page: Page) {
  return {
    address: page.getByRole("textbox", { name: "Email" }),
    name: page.getByRole("textbox", { name: /^Name/ }),
    password: page.getByLabel("Password", { exact: true }),
    submit: page.getByRole("button", { name: "Sign up" }),
    strength: page.getByText(/^Password strength/),
  };
}

/** Goes to the form by the link that a person sees. */
async function openForm(page: Page) {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign up" }).click();
  await heading(page, "Sign up");
  return signUpForm(page);
}

async function signUp(page: Page) {
  const form = await openForm(page);
  await form.address.fill(CLARA.address);
  await form.name.fill(CLARA.name);
  await form.password.fill(CLARA.password);
  await form.submit.click();
  await heading(page, "Look into your mail");
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `a person signs up, types the code and is signed in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await signUp(page);
      const code = codeIn(await site.mailTo(CLARA.address));
      const field = page.getByRole("textbox", { name: "Code" });
      await field.fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
      await page.getByRole("button", { name: "Confirm" }).click();
      await heading(page, "Your address is confirmed");
      await page.getByRole("link", { name: "Go on" }).click();
      await shows(page, "You are logged in :)");
    },
  );

  browserTest(
    `a wrong code is told in words, and the right one works after it, script ${script}`,
    { script },
    async ({ page, site }) => {
      await signUp(page);
      const code = codeIn(await site.mailTo(CLARA.address));
      const field = page.getByRole("textbox", { name: "Code" });
      await field.fill(code === "000000" ? "000001" : "000000");
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.getByText("That code is not right, or too old.").waitFor();
      await field.fill(code);
      await page.getByRole("button", { name: "Confirm" }).click();
      await heading(page, "Your address is confirmed");
    },
  );
}

browserTest(
  "in the browser that signed up, opening the link is enough",
  async ({ page, site }) => {
    await signUp(page);
    await page.goto(linkIn(await site.mailTo(CLARA.address)));
    await heading(page, "Your address is confirmed");
    await shows(page, "You are signed in.");
  },
);

browserTest(
  "without script the same page has a button",
  { script: "off" },
  async ({ page, site }) => {
    await signUp(page);
    await page.goto(linkIn(await site.mailTo(CLARA.address)));
    await page.getByRole("button", { name: `Confirm ${CLARA.address}` })
      .click();
    await heading(page, "Your address is confirmed");
  },
);

browserTest(
  "with script mistakes are found before anything is sent",
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    const submits = countSubmits(page);
    await form.submit.click();
    await page.getByText("Email is required").waitFor();
    await page.getByText("2 fields need your attention").waitFor();
    assert.equal((await focused(page)).name, "Email");
    await form.address.fill("clara");
    await page.getByText("That is no email address").waitFor();
    assert.equal(submits(), 0);
  },
);

browserTest(
  "the strength of a password is told while it is typed, and asks the server nothing",
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    await page.waitForLoadState("networkidle");
    let requests = 0;
    page.on("request", () => requests++);
    const meter = page.locator("meter");
    for (
      const [typed, word, bars] of [
        ["seven c", "weak", 1],
        ["qwertyuiop", "weak", 1],
        ["tractor moonlight", "fair", 2],
        ["zebra-Lampe-38", "good", 3],
        ["orbit velvet cactus ladder plum", "strong", 4],
      ] as const
    ) {
      await form.password.fill(typed);
      await page.getByText(`Password strength: ${word}`).waitFor();
      await eventually(async () =>
        assert.equal(await meter.getAttribute("value"), String(bars))
      );
    }
    await form.address.fill("velvet.cactus@example.com");
    await form.password.fill("velvet.cactus 38");
    await page.getByText("Password strength: weak").waitFor();
    await form.password.fill("");
    await form.strength.waitFor({ state: "detached" });
    assert.equal(requests, 0);
  },
);

browserTest(
  "without script there is no meter that tells nothing",
  { script: "off" },
  async ({ page }) => {
    await openForm(page);
    assert.equal(await page.locator("meter").isVisible(), false);
  },
);

browserTest(
  "no word about the strength moves the button from under the pointer in a narrow window",
  { width: 320 },
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    const place = async () => (await form.submit.boundingBox())?.y;
    const before = await place();
    for (const typed of ["seven c", "orbit velvet cactus ladder plum", ""]) {
      await form.password.fill(typed);
      await form.password.blur();
      assert.equal(await place(), before, typed);
    }
  },
);
