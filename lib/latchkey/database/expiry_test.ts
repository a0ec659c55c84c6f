/** When rows expire. */
import { deepStrictEqual as equal, match } from "node:assert/strict";
import { execute } from "../testing/postgres/server.ts";
import {
  aCode,
  aMail,
  anActivity,
  anAddressChange,
  aSession,
  aToken,
  aUser,
  HOUR,
  NOW,
  WEEK,
} from "../testing/database/fixtures.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../testing/database/on_each_database.ts";
import { statementsOf } from "../testing/database/watched_database.ts";

const DAY = 24 * HOUR;

onEachDatabase(
  "deletes rows when they expire, and not before",
  async ({ open, edit }) => {
    const { store } = await open();
    const user = aUser();
    const { id: userId, id: subject } = user;
    await store.users.create(user);
    await store.sessions.create(aSession(user));
    await store.oneTimeTokens.create(aToken({ subject }));
    await store.oneTimeCodes.create(aCode({ subject }));
    await store.activity.add(anActivity({ userId }));
    await store.mailQueue.add(aMail({ userId }));
    await store.limits.take([["x", { burst: 1, refillSeconds: 3600 }]], NOW);
    await store.users.changeAddress(user.id, anAddressChange(user, "new"));

    equal(await store.forgetExpired(NOW + HOUR - 1), 0);
    // A session, a token, a code, a limit and an event.
    equal(await store.forgetExpired(NOW + HOUR), 5);
    equal(await store.forgetExpired(NOW + WEEK - 1), 0);
    equal(await store.forgetExpired(NOW + WEEK), 1, "a former address");
    equal(await store.forgetExpired(NOW + 2 * WEEK - 1), 0);
    equal(await store.forgetExpired(NOW + 2 * WEEK), 1, "a mail");
    equal(await store.forgetExpired(Number.MAX_SAFE_INTEGER), 0);
    const [{ address_key, ...more }] = await edit<{ address_key: string }>(
      "select address_key from email_addresses",
    );
    equal([address_key, more], ["new@example.com", {}]);
  },
);

onEachDatabase(
  "keeps a failed email for seven days, and none longer than fourteen",
  async ({ open }) => {
    const { mailQueue, forgetExpired } = (await open()).store;
    for (
      const [failsAt, goesAt] of [
        [NOW + DAY, NOW + 8 * DAY],
        [NOW + 10 * DAY, NOW + 14 * DAY],
      ]
    ) {
      const mail = aMail();
      await mailQueue.add(mail);
      await mailQueue.claim(failsAt, failsAt + HOUR);
      await mailQueue.postpone(mail.id, { dueAt: null, lastError: "" });
      equal(await forgetExpired(goesAt - 1), 0);
      equal(await forgetExpired(goesAt), 1);
    }
  },
);

onEachDatabase(
  "deletes many rows in batches, with several processes at once",
  async ({ open, edit }) => {
    const [one, other] = [await open(), await open()];
    const rows = Array.from(
      { length: 5_500 },
      (_, key) => `('x${key}', ${NOW})`,
    );
    await edit(`insert into rate_limits values ${rows}`);
    const forgotten = await Promise.all(
      [one, other].map(({ store }) => store.forgetExpired(NOW)),
    );
    const rest = await one.store.forgetExpired(NOW);
    equal(forgotten[0] + forgotten[1] + rest, 5_500);
    equal((await edit("select key from rate_limits")).length, 0);
  },
);

onEachDatabase("uses an index for each query of expired rows", async (test) => {
  const statements = await statementsOf(
    test,
    () => Promise.resolve(),
    ({ forgetExpired }) => forgetExpired(NOW),
  );
  equal(statements.length, 8);
  for (const statement of statements) {
    const plan = await planOf(test, statement.replaceAll(/\?|\$\d+/g, "1"));
    match(plan, /USING (?:COVERING )?INDEX|Index|Bitmap/, statement);
  }
});

/** The query plan of a statement, if it could avoid reading whole tables. */
async function planOf(
  { settings: { databaseUrl }, edit }: TestDatabase,
  statement: string,
): Promise<string> {
  const rows = databaseUrl
    ? await execute(
      `${databaseUrl}?options=-c%20enable_seqscan%3Doff`,
      `explain ${statement}`,
    )
    : await edit(`explain query plan ${statement}`);
  return JSON.stringify(rows);
}
