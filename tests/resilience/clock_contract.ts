/**
 * What holds for every database when the site's clock jumps back an hour,
 * forward a day, or a day ahead and back again.
 *
 * @module
 */
import assert from "node:assert/strict";
import { CLARA, messages } from "../pages.ts";
import { ANNA, BERT, codeIn, linkIn, type Site } from "../site.ts";
import { DAY, HOUR, isLoggedIn, MINUTE, statusOfLogin } from "./clocks.ts";

/** Moves the clock of a site, which `open` opens for each case. */
export function clockContract(name: string, open: () => Promise<Site>): void {
  for (const [sentence, moveClock] of Object.entries(CASES)) {
    Deno.test(`${name}: ${sentence}`, async () => {
      await using site = await open();
      await moveClock(site);
    });
  }
}

const REMEMBERED = { remember: "yes" };

const CASES: Readonly<Record<string, (site: Site) => Promise<void>>> = {
  "back an hour: rejects a session from the future, and its owner can log in again at once":
    async (site) => {
      const visitor = site.visitor();
      await visitor.logIn(ANNA, REMEMBERED);
      site.clock.advance(-HOUR);
      assert.ok(!await isLoggedIn(visitor));
      await visitor.logIn(ANNA);
      assert.ok(await isLoggedIn(visitor));
      site.clock.advance(HOUR); // The clock is corrected as fast as it was set back.
      assert.ok(
        !await isLoggedIn(visitor),
        "idle for longer than a token lives",
      );
    },

  "back an hour: an ended session stays ended": async (site) => {
    const visitor = site.visitor();
    await visitor.logIn(ANNA, REMEMBERED);
    site.clock.advance(2 * HOUR);
    assert.ok(await isLoggedIn(visitor));
    const kept = new Map(visitor.cookies);
    await visitor.post("/auth/logout", {});
    site.clock.advance(-HOUR);
    for (const [name, value] of kept) visitor.cookies.set(name, value);
    assert.ok(!await isLoggedIn(visitor));
  },

  "back an hour: a password entered later than now isn't recent": async (
    site,
  ) => {
    const visitor = site.visitor();
    await visitor.logIn(ANNA, REMEMBERED);
    site.clock.advance(2 * HOUR);
    const confirm = { step_up_password: ANNA.password };
    await visitor.post("/account/address", { address: "", ...confirm });
    assert.match(
      await (await visitor.get("/account/address")).text(),
      /name="address"/,
    );
    site.clock.advance(-HOUR - 2 * MINUTE);
    await visitor.get("/account"); // A user who is still logged in is asked again.
    const page = await (await visitor.get("/account/address")).text();
    assert.doesNotMatch(page, /name="address"/);
  },

  "back an hour: gives back only one used attempt and extends no wait": async (
    site,
  ) => {
    while (await statusOfLogin(site, BERT.username, "wrong") === 401);
    site.clock.advance(-HOUR);
    assert.equal(await statusOfLogin(site, BERT.username, "wrong"), 401);
    assert.equal(await statusOfLogin(site, BERT.username, "wrong"), 429);
    site.clock.advance(16 * MINUTE);
    assert.equal(await statusOfLogin(site, BERT.username, BERT.password), 303);
  },

  "back an hour: rejects links from the future, and a new one can be requested at once":
    async (site) => {
      const visitor = site.visitor();
      const ask = async () => {
        await visitor.post("/auth/recover", { address: ANNA.username });
        return linkIn(await site.mailTo(ANNA.username));
      };
      const early = await ask();
      site.clock.advance(-HOUR);
      assert.equal((await visitor.get(early)).status, 410);
      assert.equal((await visitor.get(await ask())).status, 200);
    },

  "back an hour: rejects a code from the future": async (site) => {
    const visitor = site.visitor();
    const address = "new@example.com";
    await visitor.post("/auth/signup", {
      ...CLARA,
      address,
    });
    const code = codeIn(await site.mailTo(address));
    site.clock.advance(-HOUR);
    const refused = await visitor.post("/auth/verify", { address, code });
    assert.equal(refused.status, 422);
  },

  "back an hour: a known browser stays known, so its owner isn't locked out":
    async (site) => {
      const visitor = site.visitor();
      await visitor.logIn(BERT);
      site.clock.advance(-HOUR);
      while (await statusOfLogin(site, BERT.username, "wrong") === 401);
      await visitor.logIn(BERT);
    },

  "back an hour: sends emails as usual": async (site) => {
    site.clock.advance(-HOUR);
    await site.visitor().post("/auth/recover", { address: ANNA.username });
    assert.equal(
      (await site.mailTo(ANNA.username)).subject,
      messages.mails.recover.subject,
    );
  },

  "forward a day: plain sessions, links, codes and recent passwords expire":
    async (site) => {
      const [plain, remembered] = [site.visitor(), site.visitor()];
      await plain.logIn(ANNA);
      await remembered.logIn(ANNA, REMEMBERED);
      await site.services.mail.settled(); // The email about a new browser is sent first.
      await plain.post("/auth/recover", { address: ANNA.username });
      const link = linkIn(await site.mailTo(ANNA.username));
      const address = "new@example.com";
      await site.visitor().post("/auth/signup", {
        address,
        password: "correct horse battery",
      });
      const code = codeIn(await site.mailTo(address));

      site.clock.advance(DAY);
      assert.ok(!await isLoggedIn(plain));
      assert.ok(await isLoggedIn(remembered));
      assert.equal((await plain.get(link)).status, 410);
      const confirmed = await plain.post("/auth/verify", { address, code });
      assert.equal(confirmed.status, 422);
      const page = await (await remembered.get("/account/address")).text();
      assert.doesNotMatch(page, /name="address"/);
      await plain.logIn(ANNA);
    },

  "a day ahead and back: what started in between is invalid, and nobody is locked out":
    async (site) => {
      const visitor = site.visitor();
      site.clock.advance(DAY);
      await visitor.logIn(ANNA, REMEMBERED);
      const stolen = new Map(visitor.cookies);
      await visitor.post("/auth/recover", { address: ANNA.username });
      const link = linkIn(await site.mailTo(ANNA.username));
      while (await statusOfLogin(site, BERT.username, "wrong") === 401);

      site.clock.advance(-DAY);
      assert.ok(!await isLoggedIn(visitor));
      assert.equal((await visitor.get(link)).status, 410);
      await visitor.logIn(ANNA);
      assert.ok(await isLoggedIn(visitor));
      assert.equal(
        await statusOfLogin(site, BERT.username, BERT.password),
        303,
      );
      for (const [name, value] of stolen) visitor.cookies.set(name, value);
      assert.ok(!await isLoggedIn(visitor));
    },

  "a day ahead and back: a user who used up the email limit in between can recover at once":
    async (site) => {
      const visitor = site.visitor();
      const address = "new@example.com";
      const form = { ...CLARA, address };
      site.clock.advance(DAY);
      for (let count = 0; count < 8; count++) {
        await visitor.post("/auth/signup", form);
        await visitor.post("/auth/recover", { address });
      }
      await site.services.mail.settled();
      site.clock.advance(-DAY);
      assert.equal(
        (await visitor.post("/auth/recover", { address })).status,
        200,
      );
      const link = linkIn(await site.mailTo(address));
      assert.equal((await visitor.get(link)).status, 200);
    },
};
