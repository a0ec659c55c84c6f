import { deepStrictEqual as equal } from "node:assert/strict";
import {
  aCode,
  aMail,
  anActivity,
  anAddressChange,
  aToken,
  aUser,
  HOUR,
  NOW,
  WEEK,
} from "./fixtures.ts";
import { workOf, type Write } from "./watched_kv.ts";

const DAY = 24 * HOUR;
const nothing = () => Promise.resolve();

/** Whatever was written, by the first part of its key. */
function lives(writes: readonly Write[]): Record<string, number | undefined> {
  return Object.fromEntries(
    writes.map(({ key, expireIn }) => [key.split("/")[0], expireIn]),
  );
}

Deno.test("the database is told when to forget what does not stay", async () => {
  const user = aUser();
  const { writes } = await workOf(nothing, async (store) => {
    await store.users.create(user);
    await store.oneTimeTokens.create(aToken());
    await store.oneTimeCodes.create(aCode());
    await store.activity.add(anActivity());
    await store.mailQueue.add(aMail());
  });
  equal(lives(writes), {
    users: undefined,
    users_by_address: undefined,
    one_time_tokens: HOUR,
    one_time_tokens_by_subject: HOUR,
    one_time_codes: HOUR,
    one_time_generations: HOUR,
    activity: HOUR,
    mails: 14 * DAY,
    mails_by_user: 14 * DAY,
    mails_due: 14 * DAY,
  });
});

Deno.test("a generation outlives every token that was made in it", async () => {
  const { writes } = await workOf(
    nothing,
    async ({ oneTimeTokens }) => {
      for (const hours of [1, 5, 2]) {
        await oneTimeTokens.create(aToken({ expiresAt: NOW + hours * HOUR }));
      }
    },
  );
  const ends = writes.filter(({ key }) => key.startsWith("one_time_gen"));
  equal(ends.map(({ expireIn }) => expireIn), [HOUR, 5 * HOUR]);
});

Deno.test("a mail that failed stays seven days, and none longer than fourteen", async () => {
  const mail = aMail();
  const failAt = async (when: number) => {
    const { writes } = await workOf(
      ({ mailQueue }) => mailQueue.add(mail),
      async ({ mailQueue }) => {
        await mailQueue.claim(when, when + HOUR);
        await mailQueue.postpone(mail.id, { dueAt: null, lastError: "" });
      },
    );
    return writes.filter(({ key }) => key === `mails/${mail.id}`)
      .map(({ expireIn }) => expireIn);
  };
  equal(await failAt(NOW + DAY), [13 * DAY, 7 * DAY]);
  equal(await failAt(NOW + 10 * DAY), [4 * DAY, 4 * DAY]);
});

Deno.test("a former address is forgotten when its keeping is over, the present one never", async () => {
  const user = aUser();
  const { writes } = await workOf(
    ({ users }) => users.create(user),
    async ({ users }) => {
      await users.changeAddress(user.id, anAddressChange(user, "new"));
      await users.restoreAddress(user.id, user.addressKey, {}, NOW);
    },
  );
  const addresses = writes.filter(({ key }) => key.startsWith("users_by"));
  equal(addresses, [
    { key: `users_by_address/${user.addressKey}`, expireIn: WEEK },
    { key: "users_by_address/new@example.com", expireIn: undefined },
    { key: `users_by_address/${user.addressKey}`, expireIn: undefined },
  ]);
});
