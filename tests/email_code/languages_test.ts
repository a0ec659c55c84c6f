/** The pages that ask for a code from an email, in every language. */
import { openMailer } from "@latchkey/core/testing";
import { site as SITE } from "../../lib/site.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { ANNA, type Visitor } from "../site.ts";
import { textOf } from "../routes/own_account.ts";
import { openSiteWithCodes, PAGE } from "./site.ts";

const AGAIN = { factor: "email_code", send: "yes" };

/** Yields the page in each of its states. */
async function* pages(code: string): AsyncGenerator<string> {
  for (const isDown of [false, true]) {
    await using site = await openSiteWithCodes(
      isDown
        ? {
          settings: { smtpUrl: new URL("smtp://127.0.0.1:1") },
          openMail: openMailer,
        }
        : {},
    );
    const visitor: Visitor = site.visitor();
    visitor.cookies.set("language", code);
    await textOf(visitor.post("/auth/login", ANNA));
    await site.services.mail.settled();
    await site.services.mail.deliver();
    yield await textOf(visitor.get(PAGE));
    yield await textOf(
      visitor.post(PAGE, { factor: "email_code", proof: "1" }),
    );
    await textOf(visitor.post(PAGE, AGAIN));
    yield await textOf(visitor.get(PAGE));
    for (let sent = 2; sent < 5; sent++) {
      await textOf(visitor.post(PAGE, AGAIN));
    }
    yield await textOf(visitor.post(PAGE, AGAIN));
    await textOf(visitor.post("/auth/login", ANNA));
    yield await textOf(visitor.get(PAGE)); // Nothing was sent.
  }
}

for (const language of SITE.languages) {
  const { code, name } = language;
  Deno.test(`${name}: translates the page in all its states`, () =>
    assertWhole(language, {
      pages: pages(code),
      sections: ["emailCode"],
      removed: [],
      typedIn: () => [ANNA.username],
    }));
}
