/** Changing a password while something else goes on. */
import assert from "node:assert/strict";
import { ANNA, type Site } from "../site.ts";
import {
  isLoggedIn,
  loggedInSite,
  NEW,
  PAGE,
  RIGHT,
} from "./account_password.ts";

/** Asserts that both answers lead on, and that the cookie of one of them, the last, is live. */
async function assertChangedOnce(site: Site, answers: readonly Response[]) {
  for (const { headers } of answers) {
    assert.equal(headers.get("location"), "/account");
  }
  const anna = await site.services.store.users.byAddressKey("anna@example.com");
  const live = await site.services.store.sessions.listOf(anna!.id);
  assert.equal(live.length, 1);
  const holders = await Promise.all(answers.map((answer) => {
    const browser = site.visitor();
    const [cookie] = answer.headers.getSetCookie();
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
    browser.cookies.set(name, value);
    return isLoggedIn(browser);
  }));
  assert.equal(holders.filter(Boolean).length, 1);
  await site.visitor().logIn({ ...ANNA, password: NEW });
}

Deno.test("a form that is sent twice changes the password once and logs nobody out", async () => {
  await using context = await loggedInSite({ settings: { bcryptCost: 8 } });
  const { site, visitor } = context;
  const answers = [1, 2].map(() => visitor.post(PAGE, RIGHT));
  await assertChangedOnce(site, await Promise.all(answers));
});

Deno.test("nor does it when one of the two is looked at after the other is done", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { users } = site.services.store;
  const { byId } = users;
  const held = Promise.withResolvers<void>();
  let reads = 0;
  Object.assign(users, {
    async byId(id: string) {
      if (reads++ === 0) await held.promise;
      return await byId(id);
    },
  });
  const answers = [1, 2].map(() => visitor.post(PAGE, RIGHT));
  await Promise.race(answers);
  held.resolve();
  await assertChangedOnce(site, await Promise.all(answers));
});

Deno.test("of two different changes at once, one is made and the other is told so", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const passwords = ["first moonlight", "second moonlight"];
  const answers = await Promise.all(
    passwords.map((password) => visitor.post(PAGE, { ...RIGHT, password })),
  );
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [303, 422]);
  const password = passwords[statuses.indexOf(303)];
  await site.visitor().logIn({ ...ANNA, password });
});

Deno.test("a login by the old password that is under way is over when it arrives", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { sessions } = site.services.store;
  const thief = site.visitor();
  const create = sessions.create;
  Object.assign(sessions, {
    async create(session: Parameters<typeof create>[0]) {
      sessions.create = create;
      await visitor.post(PAGE, RIGHT);
      await create(session);
    },
  });
  await thief.logIn(ANNA);
  assert.ok(!await isLoggedIn(thief));
  assert.ok(await isLoggedIn(visitor));
});
