/** A newer app adds columns while this one keeps running. */
import { deepStrictEqual as equal } from "node:assert/strict";
import {
  aCode,
  aMail,
  anActivity,
  aSession,
  aToken,
  aUser,
  NOW,
} from "../testing/database/fixtures.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";

const TABLES = [
  "users",
  "email_addresses",
  "user_roles",
  "sessions",
  "tokens",
  "codes",
  "emails",
  "activity",
  "incidents",
  "rate_limits",
];

onEachDatabase(
  "a running app keeps working when a newer one adds columns to every table",
  async ({ open, edit }) => {
    const { store } = await open();
    const user = aUser({ id: "ada", roles: ["admin"] });
    const session = aSession(user);
    await store.users.create(user);
    await store.sessions.create(session);
    const ask = async () => {
      const [activity, incident, mail] = [
        anActivity({ at: NOW }),
        { id: aUser().id, at: NOW, kind: "lock", userId: "" },
        aMail(),
      ];
      const [token, code] = [aToken(), aCode()];
      await store.activity.add(activity);
      await store.incidents.add(incident);
      await store.mailQueue.add(mail);
      await store.oneTimeTokens.create(token);
      await store.oneTimeCodes.create(code);
      await store.limits.take([["x", { burst: 9, refillSeconds: 1 }]], NOW);
      equal(await store.sessions.find(session.id, "ada"), { session, user });
      equal(await store.sessions.listOf("ada"), [session]);
      equal(await store.users.list({ limit: 5 }), { items: [user] });
      equal((await store.activity.listOf("ada", { limit: 1 })).items.length, 1);
      equal(await store.mailQueue.byId(mail.id), mail);
      equal(await store.oneTimeTokens.consume(token.hash), token);
      return (await store.incidents.list()).length;
    };
    equal(await ask(), 1);
    for (const table of TABLES) {
      await edit(`alter table ${table} add column mood text`);
    }
    equal(await ask(), 2);
  },
  "migrated",
);
