import assert from "node:assert/strict";
import { createPasswordHasher } from "../../crypto/password_hasher.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import { canLogIn } from "../../testing/cli/can_log_in.ts";
import { lines } from "../../testing/cli/import_lines.ts";
import { run, runJson } from "../../testing/cli/run.ts";

const IMPORT = ["users", "import"];

Deno.test("users import adds one account per line with the given fields", async () => {
  await using services = await testServices();
  const piped = lines(
    {
      address: " Ada@Example.com ",
      name: "Ada Lovelace",
      passwordHash: await services.passwords.hash(PASSWORD),
      verified: true,
      disabled: false,
      roles: ["admin", "admin"],
      createdAt: "2019-05-01T12:00:00+02:00",
    },
    { address: "bob@example.com" },
    { address: "eve@example.com", disabled: true },
  );
  const { code, out } = await run(services.store, IMPORT, { piped });
  assert.equal(code, 0);
  assert.equal(out, "3 accounts added, 0 already there.");
  const { users } = services.store;
  const ada = await users.byAddressKey("ada@example.com");
  assert.equal(ada?.address, "Ada@example.com");
  assert.equal(ada.name, "Ada Lovelace");
  assert.deepEqual(ada.roles, ["admin"]);
  assert.equal(ada.createdAt, Date.UTC(2019, 4, 1, 10));
  assert.equal(ada.verifiedAt, ada.createdAt);
  const bob = await users.byAddressKey("bob@example.com");
  assert.equal(bob?.passwordHash, "");
  assert.equal(bob.verifiedAt, null);
  assert.equal((await users.byAddressKey("eve@example.com"))?.disabled, true);
  assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
  assert.equal(await canLogIn(services, "bob@example.com", ""), false);
  const { activity } = services.store;
  const { items } = await activity.listOf(ada.id, { limit: 9 });
  assert.ok(items.some(({ kind }) => kind === "imported"));
});

for (
  const [system, passwordHash] of Object.entries({
    Django:
      "pbkdf2_sha256$20000$seasalt2$FLf1A//yqYpRSAMybDHXtmA9kZetfkVnylV1Zqwgi9o=",
    passlib:
      "$6$Diw3zdsfLo9rBpsm$og8CaG7X4KSnpLvZKvKbCBIjzMma0//O9lw1c8wOj2TmqPbrWfleHjsasxHEWPWDCj/rxAbOmmcenszZtOoAR0",
  })
) {
  Deno.test(`a ${system} hash verifies once and is bcrypt from then on`, async () => {
    // Wrong passwords are padded to whole steps, of three seconds by default.
    const passwords = createPasswordHasher({ cost: 4, stepMs: 25 });
    await using services = await testServices({ passwords });
    const piped = lines({ address: "ada@example.com", passwordHash });
    assert.equal((await run(services.store, IMPORT, { piped })).code, 0);
    const hashNow = async () =>
      (await services.store.users.byAddressKey("ada@example.com"))
        ?.passwordHash ?? "";
    assert.equal(await canLogIn(services, "ada@example.com", "wrong"), false);
    assert.equal(await hashNow(), passwordHash);
    assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
    assert.match(await hashNow(), /^\$2b\$04\$/);
    assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
    assert.equal(await canLogIn(services, "ada@example.com", "wrong"), false);
  });
}

Deno.test("importing the same lines again changes nothing, so an import can be resumed", async () => {
  await using services = await testServices();
  const ada = await addUser(services);
  const piped = lines(
    { address: "ADA@example.com", name: "Not Ada", disabled: true },
    { address: "bob@example.com" },
    { address: "BOB@example.com" },
  );
  const first = await runJson(services.store, IMPORT, { piped });
  assert.deepEqual([first.added, first.there], [1, 2]);
  const second = await runJson(services.store, IMPORT, { piped });
  assert.deepEqual([second.added, second.there], [0, 3]);
  assert.deepEqual(await services.store.users.byId(ada.id), ada);
});

Deno.test("--dry-run checks every line and adds nothing", async () => {
  await using services = await testServices();
  await addUser(services);
  const piped = lines(
    { address: "ada@example.com" },
    { address: "bob@example.com" },
  );
  const args = [...IMPORT, "--dry-run"];
  const { out } = await run(services.store, args, { piped });
  assert.equal(out, "1 account to add, 1 already there.");
  assert.equal((await services.store.users.list({ limit: 9 })).items.length, 1);
});

Deno.test("users import reads no JSON from a terminal", async () => {
  await using services = await testServices();
  const { code, err } = await run(services.store, IMPORT, { typed: [] });
  assert.equal(code, 2);
  assert.match(err, /on standard input/);
});

Deno.test("importing everything again completes an interrupted import", async () => {
  await using services = await testServices();
  const accounts = Array.from(
    { length: 30 },
    (_, n) => ({ address: `u${n}@example.com`, name: `U ${n}` }),
  );
  const whole = lines(...accounts);
  const half = whole.slice(0, whole.length / 2);
  const cut = await run(services.store, IMPORT, { piped: half });
  assert.equal(cut.code, 2, "the last line is half a line");
  const { users } = services.store;
  let left = 5;
  const failing = {
    ...services.store,
    users: {
      ...users,
      create: (user: Parameters<typeof users.create>[0]) =>
        left-- > 0
          ? users.create(user)
          : Promise.reject(new Error("disk is full")),
    },
  };
  const failed = await run(failing, IMPORT, { piped: whole });
  assert.equal(failed.code, 1);
  assert.match(failed.err, /disk is full/);
  const done = await runJson(services.store, IMPORT, { piped: whole });
  assert.equal(done.added + done.there, 30);
  assert.ok(done.there > 5);
  const { items } = await users.list({ limit: 99 });
  assert.deepEqual(
    new Set(items.map(({ name }) => name)),
    new Set(accounts.map(({ name }) => name)),
  );
});

const ACME = { profileFields: { company: { maxLength: 5, required: true } } };

Deno.test("users import reads the site's profile fields from lines and from a table", async () => {
  await using services = await testServices();
  const piped = lines(
    { address: "ada@example.com", profile: { company: " Acme " } },
    { address: "bob@example.com", profile: { company: " " } },
  );
  await runJson(services.store, IMPORT, { piped, ...ACME });
  const table = "email,Company\ncy@example.com, Umbra \ndi@example.com,\n";
  const csv = [...IMPORT, "--csv"];
  await runJson(services.store, csv, { piped: table, ...ACME });
  const profileOf = async (name: string) =>
    (await services.store.users.byAddressKey(`${name}@example.com`))?.profile;
  assert.deepEqual(await profileOf("ada"), { company: "Acme" });
  assert.deepEqual(await profileOf("cy"), { company: "Umbra" });
  assert.equal(await profileOf("bob"), undefined);
  assert.equal(await profileOf("di"), undefined);
});

for (
  const [what, profile, problem] of [
    ["a field that the site doesn't have", { compny: "Acme" }, {
      json: 'unknown profile field "compny"',
      csv: 'Unknown column "compny"',
    }],
    ["a value that is too long", { company: "Babbage" }, {
      json: "company: This is too long",
      csv: "company: This is too long",
    }],
    ["a value that can't be shown", { company: "a\u202eb" }, {
      json: "company: This contains a character",
      csv: "company: This contains a character",
    }],
  ] as const
) {
  Deno.test(`users import rejects a profile with ${what}`, async () => {
    await using services = await testServices();
    const line = lines({ address: "ada@example.com", profile });
    const json = await run(services.store, IMPORT, { piped: line, ...ACME });
    assert.equal(json.code, 2);
    assert.ok(json.err.includes(problem.json), json.err);
    const [[column, value]] = Object.entries(profile);
    const piped = `email,${column}\nada@example.com,${value}\n`;
    const args = [...IMPORT, "--csv"];
    const csv = await run(services.store, args, { piped, ...ACME });
    assert.equal(csv.code, 2);
    assert.ok(csv.err.includes(problem.csv), csv.err);
  });
}
