import assert from "node:assert/strict";
import { deleteExpired } from "../../database/expiry.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { recoveryCodes } from "./feature.ts";

const site = { ...TEST_SITE, features: [recoveryCodes] };

async function adasCodes({ settings }: Pick<TestDatabase, "settings">) {
  const services = await testServices({ site, settings });
  const ada = await addUser(services);
  const queries = services.use(recoveryCodes);
  const codes = await queries.replace(ada.id);

  return {
    services,
    ada,
    queries,
    codes,
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };
}

onEachDatabase(
  "makes ten codes that are easy to copy, and stores only hashes",
  async (test) => {
    await using context = await adasCodes(test);
    const { ada, queries, codes, services } = context;
    assert.equal(new Set(codes).size, 10);
    for (const code of codes) {
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    }
    const expected = { left: 10, createdAt: services.now() };
    assert.deepEqual(await queries.left(ada.id), expected);
    const rows = JSON.stringify(
      await test.edit("select * from recovery_codes"),
    );
    for (const code of codes) {
      assert.ok(!rows.includes(code) && !rows.includes(code.replace("-", "")));
    }
  },
);

onEachDatabase(
  "a code works once, of twenty requests at once for one",
  async (test) => {
    await using context = await adasCodes(test);
    const { ada, queries, codes: [code] } = context;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => queries.use(ada.id, code)),
    );
    assert.equal(answers.filter((isRight) => isRight).length, 1);
    assert.equal((await queries.left(ada.id)).left, 9);
  },
);

onEachDatabase(
  "a code works however it is typed, and nothing else does",
  async (test) => {
    await using context = await adasCodes(test);
    const { ada, queries, codes: [first, second, third, fourth] } = context;
    for (
      const typed of [
        first.toLowerCase(),
        ` ${second.replace("-", " ")} `,
        third.replace("-", "\u2013"),
        fourth.replaceAll("0", "O").replaceAll("1", "l"),
      ]
    ) assert.equal(await queries.use(ada.id, typed), true, typed);
    for (
      const typed of [
        "",
        "-",
        first,
        "00000-00000",
        first.slice(1),
        `${first}0`,
        "U".repeat(10),
      ]
    ) assert.equal(await queries.use(ada.id, typed), false, typed);
  },
);

onEachDatabase("codes are their owner's alone", async (test) => {
  await using context = await adasCodes(test);
  const { services, queries, codes: [code] } = context;
  const bob = await addUser(services, { address: "bob@example.com" });
  assert.equal(await queries.use(bob.id, code), false);
  assert.deepEqual(await queries.left(bob.id), { left: 0, createdAt: null });
});

onEachDatabase("new codes replace those that are left", async (test) => {
  await using context = await adasCodes(test);
  const { ada, queries, codes: [used, unused] } = context;
  await queries.use(ada.id, used);
  const [fresh] = await queries.replace(ada.id);
  assert.equal((await queries.left(ada.id)).left, 10);
  assert.equal(await queries.use(ada.id, unused), false);
  assert.equal(await queries.use(ada.id, fresh), true);
  await queries.remove(ada.id);
  assert.equal((await queries.left(ada.id)).left, 0);
});

const DAY_MS = 24 * 60 * 60 * 1000;

onEachDatabase(
  "undo deletes the codes made since, and restores those replaced since",
  async (test) => {
    await using context = await adasCodes(test);
    const { ada, queries, services, codes: [used, unused, another] } = context;
    await queries.use(ada.id, used);
    services.clock.advance(DAY_MS);
    const since = services.now();
    const [evil] = await queries.replace(ada.id);
    services.clock.advance(DAY_MS);
    const [worse] = await queries.replace(ada.id);
    assert.equal(await queries.use(ada.id, unused), false);
    services.clock.advance(6 * DAY_MS);
    await deleteExpired(services.database, site.features, services.now());
    await queries.undo(ada.id, since);
    assert.equal((await queries.left(ada.id)).left, 9);
    for (const code of [used, evil, worse]) {
      assert.equal(await queries.use(ada.id, code), false);
    }
    assert.equal(await queries.use(ada.id, unused), true);
    await queries.remove(ada.id);
    assert.equal(await queries.use(ada.id, another), false);
    await queries.undo(ada.id, services.now());
    assert.equal(await queries.use(ada.id, another), true);
  },
);

onEachDatabase(
  "codes that were removed are deleted after the undo period",
  async (test) => {
    await using context = await adasCodes(test);
    const { ada, queries, services } = context;
    await queries.remove(ada.id);
    services.clock.advance(8 * DAY_MS);
    await deleteExpired(services.database, site.features, services.now());
    await queries.undo(ada.id, 0);
    assert.equal((await queries.left(ada.id)).left, 0);
  },
);

onEachDatabase(
  "a code that was hashed without stretching still works once",
  async (test) => {
    await using context = await adasCodes(test);
    const { ada, queries, codes: [code], services } = context;
    const owner = { purpose: "recovery_code", userId: ada.id };
    const text = code.replace("-", "");
    const [hash] = await services.secrets.hashes(owner, text);
    const [before] = await services.secrets.unstretchedHashes(owner, text);
    await test.edit(
      `update recovery_codes set hash = '${before}' where hash = '${hash}'`,
    );
    assert.equal(await queries.use(ada.id, code), true);
    assert.equal(await queries.use(ada.id, code), false);
  },
);
