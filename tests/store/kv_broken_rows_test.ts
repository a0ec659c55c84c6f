import { deepStrictEqual as equal } from "node:assert/strict";
import { kvStore, openKv } from "../../lib/store/kv.ts";
import type { Store } from "../../lib/store/store.ts";
import {
  aCode,
  aMail,
  anActivity,
  aSession,
  aToken,
  aUser,
  HOSTILE_LANGUAGES,
  HOUR,
  NOW,
} from "./fixtures.ts";

const token = aToken();
const code = aCode();
const activity = anActivity();
const mail = aMail();

/** Puts a row in the place of every record of a store that has one of each kind. */
async function overwrite(
  kv: Deno.Kv,
  store: Store,
  row: (value: unknown) => unknown,
): Promise<void> {
  await store.oneTimeTokens.create(token);
  await store.oneTimeCodes.create(code);
  await store.activity.add(activity);
  await store.incidents.add({ id: "a", at: NOW, kind: "lock", userId: "" });
  await store.mailQueue.add(mail);
  const records = ["one_time_tokens", "one_time_codes", "activity"];
  const others = ["incidents", "mails"];
  for (const record of [...records, ...others]) {
    for await (const { key, value } of kv.list({ prefix: [record] })) {
      await kv.set(key, row(value));
    }
  }
}

/** Changes a field wherever the value has it, also one level down. */
function withField(name: string, field: unknown) {
  return function change(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) =>
        key === name ? [key, field] : [key, change(inner)]
      ),
    );
  };
}

const broken: Record<string, (value: unknown) => unknown> = {
  "a text": () => "hello",
  "null": () => null,
  "no fields": () => ({}),
  "a list": () => [[]],
  "bytes": () => new Uint8Array(9),
};

for (const [what, row] of Object.entries(broken)) {
  Deno.test(`where a record was and ${what} is now, there is nothing`, async () => {
    const kv = await openKv(":memory:");
    const store = kvStore(kv);
    await overwrite(kv, store, row);
    equal(await store.oneTimeTokens.find(token.hash), null);
    equal(await store.oneTimeTokens.consume(token.hash), null);
    equal(await store.oneTimeTokens.listOf("ada"), []);
    equal(
      await store.oneTimeCodes.try("ada", "verify", [code.mac], NOW),
      false,
    );
    equal(await store.activity.listOf("ada", { limit: 5 }), { items: [] });
    equal(await store.incidents.list(), []);
    equal(await store.mailQueue.byId(mail.id), null);
    equal(await store.mailQueue.list({ limit: 5 }), { items: [] });
    equal(await store.mailQueue.listOf("ada"), []);
    equal(await store.mailQueue.claim(NOW, NOW + HOUR), null);
    equal(await store.mailQueue.done(mail.id), false);
    await store.close();
  });
}

Deno.test("a token or code of another generation, place or subject is none", async (t) => {
  const changes: [string, unknown][] = [
    ["generation", "another"],
    ["generation", 7],
    ["subject", "bob"],
    ["scope", "recover"],
    ["triesLeft", "5"],
    ["hash", "0".repeat(64)],
    ["expiresAt", "never"],
  ];
  for (const [name, field] of changes) {
    await t.step(`${name} ${field}`, async () => {
      const kv = await openKv(":memory:");
      const store = kvStore(kv);
      await overwrite(kv, store, withField(name, field));
      const right = [code.mac];
      const isCode = name !== "hash";
      const isToken = name !== "triesLeft";
      if (isToken) equal(await store.oneTimeTokens.find(token.hash), null);
      if (isToken) equal(await store.oneTimeTokens.consume(token.hash), null);
      if (isCode) {
        equal(await store.oneTimeCodes.try("ada", "verify", right, NOW), false);
      }
      await store.close();
    });
  }
});

Deno.test("a record that lies under another's id is none", async () => {
  const kv = await openKv(":memory:");
  const store = kvStore(kv);
  await overwrite(kv, store, withField("id", "another"));
  equal(await store.activity.listOf("ada", { limit: 5 }), { items: [] });
  equal(await store.incidents.list(), []);
  equal(await store.mailQueue.byId(mail.id), null);
  equal(await store.mailQueue.claim(NOW, NOW + HOUR), null);
  await store.close();
});

Deno.test("a broken generation burns what was made in it", async () => {
  const kv = await openKv(":memory:");
  const { oneTimeTokens, close } = kvStore(kv);
  for (const row of ["x", 1, {}, { id: "", until: 1 }, null]) {
    await oneTimeTokens.create(token);
    await kv.set(["one_time_generations", "ada", "verify"], row);
    equal(await oneTimeTokens.find(token.hash), null);
    const next = aToken();
    await oneTimeTokens.create(next);
    equal(await oneTimeTokens.consume(next.hash), next);
  }
  await close();
});

Deno.test("a broken time to end everyone's sessions ends nobody's, a broken index entry gives the address to nobody", async () => {
  const kv = await openKv(":memory:");
  const { users, sessions, close } = kvStore(kv);
  const user = aUser();
  const session = aSession(user);
  await users.create(user);
  await sessions.create(session);
  for (const value of ["7", {}, { id: user.id }, { until: 0 }, null]) {
    await kv.set(["users_by_address", user.addressKey], value);
    await kv.set(["sessions_floor"], value);
    equal(await sessions.find(session.id, user.id), { session, user });
    equal(await users.byAddressKey(user.addressKey), null);
    equal(await users.byFormerAddressKey(user.addressKey, NOW), null);
    const rival = aUser({ addressKey: user.addressKey });
    equal(await users.create(rival), false);
    equal(await users.search(user.addressKey, { limit: 5 }), { items: [] });
  }
  await sessions.endEveryone(NOW);
  equal((await kv.get(["sessions_floor"])).value, NOW);
  await close();
});

Deno.test("entries that no record bears out are cleared from the queue and hold up no mail", async () => {
  const kv = await openKv(":memory:");
  const { mailQueue, close } = kvStore(kv);
  await mailQueue.add(mail);
  for (const [dueAt, id] of [[1, "gone"], [2, mail.id], ["soon", mail.id]]) {
    await kv.set(["mails_due", dueAt, id], true);
  }
  equal((await mailQueue.claim(NOW, NOW + HOUR))?.id, mail.id);
  equal((await kv.get(["mails_due", 1, "gone"])).value, null);
  equal((await kv.get(["mails_due", 2, mail.id])).value, null);
  await close();
});

Deno.test("an account of before accounts had a language, or with what is none, has none", async () => {
  const kv = await openKv(":memory:");
  const { users, close } = kvStore(kv);
  const { language: _, ...before } = aUser();
  await users.create({ ...before, language: "de" });
  const rows = HOSTILE_LANGUAGES.map((language) => ({ ...before, language }));
  for (const row of [before, ...rows]) {
    await kv.set(["users", before.id], row);
    equal(await users.byId(before.id), { ...before, language: null });
  }
  await close();
});
