/** Password changes that race with other requests. */
import assert from "node:assert/strict";
import { ANNA, type Site } from "../site.ts";
import {
  isLoggedIn,
  loggedInSite,
  NEW,
  PAGE,
  RIGHT,
} from "./account_password.ts";

/** Asserts that both answers redirect, and that the cookie set last is live. */
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

Deno.test("changes the password once and keeps the session when the form is submitted twice", async () => {
  await using context = await loggedInSite({ settings: { bcryptCost: 8 } });
  const { site, visitor } = context;
  const answers = [1, 2].map(() => visitor.post(PAGE, RIGHT));
  await assertChangedOnce(site, await Promise.all(answers));
});

Deno.test("keeps the session when the second submission is checked after the first has finished", async () => {
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

/** Lets passwords be checked only once this many wait, so that none is late. */
function bringTogether(
  { services: { passwords } }: Site,
  count: number,
): void {
  const { verify } = passwords;
  const arrived = Promise.withResolvers<void>();
  let waiting = 0;
  Object.assign(passwords, {
    async verify(...given: Parameters<typeof verify>) {
      if (++waiting === count) arrived.resolve();
      await arrived.promise;
      return await verify(...given);
    },
  });
}

Deno.test("accepts one of two different concurrent changes and rejects the other", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  bringTogether(site, 2);
  const passwords = ["first moonlight", "second moonlight"];
  const answers = await Promise.all(
    passwords.map((password) => visitor.post(PAGE, { ...RIGHT, password })),
  );
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [303, 422]);
  const password = passwords[statuses.indexOf(303)];
  await site.visitor().logIn({ ...ANNA, password });
});

Deno.test("rejects a login with the old password that finishes after the change", async () => {
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
