import assert from "node:assert/strict";
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Migrations } from "./migrations.ts";
import { createStore } from "../store.ts";
import { copy } from "../testing/database/copies.ts";
import {
  linesOf,
  runSql,
  WAYS,
  withPlaces,
} from "../testing/database/places.ts";
import { fillSite, SITE, SORTED } from "../testing/database/site_tables.ts";
import { TEST_MIGRATIONS } from "../testing/site.ts";

for (const { from, to } of WAYS) {
  const test = (sentence: string, body: Parameters<typeof withPlaces>[0]) =>
    Deno.test(`${from} to ${to}: ${sentence}`, () => withPlaces(body));

  test("copies every row of every table unchanged, in key order", async (places) => {
    const source = await places.open(from, SITE);
    const { ada, bob } = await fillSite(source);
    const target = await places.connect(await places.empty(to));
    const { written, rows, sha256 } = await copy(source, target);
    const lines = await linesOf(source);
    equal(await linesOf(target), lines);
    assert.equal(written, lines.length);
    assert.equal(rows.get("notes"), 3);
    assert.match(sha256, /^[0-9a-f]{64}$/);
    const rowsOf = (name: string) =>
      lines.map((line) => JSON.parse(line))
        .filter(({ table }) => table === name).map(({ row }) => row);
    equal(
      rowsOf('Marks "of" all').map(({ label, note }) => [label, note]),
      SORTED.flatMap((label) => [[label, 1], [label, 7]]),
    );
    equal(rowsOf("notes"), [{
      id: 1,
      author: ada.id,
      reply_to: null,
      body: "one",
      rating: 0.1,
      photo: { base64: "AP8Q" },
      huge: { number: "9007199254740993" },
      pinned: 1,
      seen_at: Number.MAX_SAFE_INTEGER,
    }, {
      id: 2,
      author: bob.id,
      reply_to: 7,
      body: 'it\'s "two"\n',
      rating: { number: "Infinity" },
      photo: null,
      huge: { number: "-9223372036854775808" },
      pinned: 0,
      seen_at: 0,
    }, {
      id: 7,
      author: null,
      reply_to: 7,
      body: "",
      rating: -2,
      photo: { base64: "" },
      huge: null,
      pinned: 0,
      seen_at: null,
    }]);
  });

  test("gives a database that continues where the other stopped", async (places) => {
    const source = await places.open(from, SITE);
    const { ada } = await fillSite(source);
    const target = await places.connect(await places.empty(to));
    await copy(source, target);
    equal(await runSql(target, "select title from plans where code = 'free'"), [
      { title: "Gratis" },
    ]);
    equal(await runSql(target, "select shout from notes where id = 1"), [
      { shout: "ONE" },
    ]);
    await runSql(target, "insert into notes (body) values ('next')");
    equal(await runSql(target, "select id from notes where body = 'next'"), [
      { id: 8 },
    ]);
    const { users, sessions } = createStore(target, SITE);
    assert.equal((await users.byId(ada.id))?.name, "Ad\u00e4");
    assert.equal((await sessions.listOf(ada.id)).length, 1);
    const note = target.db.withoutPlugins().insertInto("notes" as "users")
      .values({ author: "nobody", body: "x" } as never);
    await assert.rejects(note.execute(), "foreign keys are checked again");
    await runSql(target, `delete from "Marks ""of"" all" where note = 1`);
    await users.remove(ada.id);
    equal(await runSql(target, "select id from notes where id = 1"), []);
  });

  test("pages correctly through composite and mixed-case keys", async (places) => {
    const migrations: Migrations = {
      ...TEST_MIGRATIONS,
      "site/0001_tags": ({ key, strict }) =>
        `create table tags (
        word ${key} ${strict && "collate nocase"},
        place ${key},
        primary key (word, place)
      ) ${strict};`,
    };
    const source = await places.open(from, migrations);
    const texts = Array.from(
      { length: 40 },
      (_, n) => String.fromCodePoint(0x41 + n * 7) + (n % 3),
    );
    const rows = texts.flatMap((word) =>
      Array.from({ length: 33 }, (_, place) => [word, `p${place}`])
    );
    await runSql(
      source,
      `insert into tags values ${
        rows.map(([word, place]) => `('${word}', '${place}')`)
      }`,
    );
    const target = await places.connect(await places.empty(to));
    const { written } = await copy(source, target, { migrations });
    assert.equal(written, 1320);
    const inOrder = rows.map(([word, place]) =>
      JSON.stringify({ table: "tags", row: { place, word } })
    );
    const byKey = (line: string) => {
      const { word, place } = JSON.parse(line).row;
      return `${word} ${place}`;
    };
    inOrder.sort((a, b) => byKey(a) < byKey(b) ? -1 : 1);
    for (const database of [source, target]) {
      equal(await linesOf(database), inOrder);
    }
  });
}
