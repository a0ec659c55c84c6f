import assert from "node:assert/strict";
import { english } from "../../cli/english.ts";
import { resumeSession, startSession } from "../session/sessions.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import { sentence } from "../../testing/sentence.ts";
import { canLogIn } from "../../testing/cli/can_log_in.ts";
import { run, runJson } from "../../testing/cli/run.ts";

const remembered = { remembered: true, userAgent: "Browser", provedAt: 0 };

Deno.test("users list pages through all accounts once and prints no hash", async () => {
  await using services = await testServices();
  for (let n = 0; n < 7; n++) {
    await addUser(services, { address: `u${n}@example.com` });
  }
  const seen: string[] = [];
  let rest: string[] = [];
  for (let pages = 1; pages <= 3; pages++) {
    const args = ["users", "list", "--limit", "3", ...rest];
    const { out, err } = await run(services.store, args);
    assert.doesNotMatch(out, /\$2/);
    const [heading, ...rows] = out.split("\n");
    assert.match(
      heading,
      /^ID +STATE +CREATED \(UTC\) +VERIFIED +ROLES +EMAIL$/,
    );
    for (const row of rows) {
      assert.equal(row.indexOf("active"), heading.indexOf("STATE"));
      seen.push(row.slice(heading.indexOf("EMAIL")));
    }
    const [, cursor] = err.match(/--cursor=(\S+)$/) ?? [];
    assert.equal(cursor === undefined, pages === 3);
    rest = [`--cursor=${cursor}`];
  }
  assert.deepEqual(
    seen.sort(),
    [0, 1, 2, 3, 4, 5, 6].map((n) => `u${n}@example.com`),
  );
});

Deno.test("users list --json includes the cursor, null on the last page", async () => {
  await using services = await testServices();
  await addUser(services, { address: "a@example.com" });
  await addUser(services, { address: "b@example.com" });
  const first = await runJson(services.store, ["users", "list", "--limit=1"]);
  const args = ["users", "list", `--cursor=${first.cursor}`];
  const last = await runJson(services.store, args);
  assert.equal(last.cursor, null);
  assert.notEqual(last.users[0].id, first.users[0].id);
  assert.doesNotMatch(JSON.stringify([first, last]), /passwordHash|\$2b/);
});

for (const limit of ["0", "501", "x", "1.5", "-1", ""]) {
  Deno.test(`users list rejects --limit=${limit}`, async () => {
    await using services = await testServices();
    const args = ["users", "list", `--limit=${limit}`];
    const { code, err } = await run(services.store, args);
    assert.equal(code, 2);
    assert.match(err, /--limit must be a whole number from 1 to 500/);
  });
}

Deno.test("users list rejects an invalid cursor", async () => {
  await using services = await testServices();
  const args = ["users", "list", "--cursor=a b"];
  assert.equal((await run(services.store, args)).code, 2);
});

Deno.test("escapes terminal control characters in an address", async () => {
  await using services = await testServices();
  const { id } = await addUser(services, { address: "a\x1b[2J\n@x" });
  for (const args of [["list"], ["show", id]]) {
    const { out } = await run(services.store, ["users", ...args]);
    assert.ok(out.includes("a\\u001b[2J\\u000a@x"), out);
  }
});

Deno.test("users show finds an account by address and by id", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  await startSession(services, user, remembered);
  for (const name of [user.id, " ADA@example.com"]) {
    const { code, out } = await run(services.store, ["users", "show", name]);
    assert.equal(code, 0);
    assert.match(out, /Email +ada@example\.com\n/);
    assert.match(out, /Sessions +1$/);
    assert.doesNotMatch(out, /\$2/);
  }
});

for (
  const command of ["show", "set-password", "disable", "enable", "remove"]
) {
  Deno.test(`users ${command} exits with 1 for an unknown account, with JSON when asked`, async () => {
    await using services = await testServices();
    for (const name of ["nobody@example.com", "nobody", ""]) {
      const args = ["users", command, name, "--json"];
      const { code, out, err } = await run(services.store, args);
      assert.equal(code, 1);
      assert.equal(out, "");
      assert.equal(JSON.parse(err).error.code, "not_found");
    }
  });
}

Deno.test("users set-password changes the password and ends every session", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const { token } = await startSession(services, user, remembered);
  const { code, err } = await run(
    services.store,
    ["users", "set-password", "ada@example.com"],
    { typed: ["a new password", "a new password"] },
  );
  assert.equal(code, 0);
  assert.match(err, /at once/);
  assert.equal(await resumeSession(services, token, "cookie"), null);
  assert.equal(await canLogIn(services, "ada@example.com", PASSWORD), false);
  assert.ok(await canLogIn(services, "ada@example.com", "a new password"));
});

Deno.test("users set-password applies the password rules and PASSWORD_MIN_LENGTH", async () => {
  await using services = await testServices();
  await addUser(services, { address: "lovelace@example.com" });
  const env = { APP_ENV: "test", BCRYPT_COST: "4", PASSWORD_MIN_LENGTH: "15" };
  for (
    const [piped, why] of [
      ["fourteen chars", sentence(english("passwordTooShort", 15))],
      ["a lovelace of a password", sentence(english("passwordHasAddress"))],
    ] as const
  ) {
    const { code, err } = await run(
      services.store,
      ["users", "set-password", "lovelace@example.com"],
      { piped, env },
    );
    assert.equal(code, 2);
    assert.match(err, why);
  }
  assert.ok(await canLogIn(services, "lovelace@example.com", PASSWORD));
});

Deno.test("disabling logs an account out at once, and enabling restores no session", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const { token } = await startSession(services, user, remembered);
  await runJson(services.store, ["users", "disable", user.id]);
  assert.equal(await resumeSession(services, token, "cookie"), null);
  assert.equal(await canLogIn(services, "ada@example.com", PASSWORD), false);

  await runJson(services.store, ["users", "enable", user.id]);
  assert.equal(await resumeSession(services, token, "cookie"), null);
  assert.ok(await canLogIn(services, "ada@example.com", PASSWORD));
});

Deno.test("users remove requires the address to be typed", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const args = ["users", "remove", user.id];
  const wrong = await run(services.store, args, { typed: ["yes"] });
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /Nothing was changed/);
  assert.ok(await services.store.users.byId(user.id));

  const right = await run(services.store, args, { typed: ["ada@example.com"] });
  assert.equal(right.code, 0);
  assert.equal(await services.store.users.byId(user.id), null);
});

Deno.test("users remove requires --yes without a terminal", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const args = ["users", "remove", user.address];
  const refused = await run(services.store, args);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /--yes/);
  await runJson(services.store, [...args, "--yes"]);
  assert.equal(await services.store.users.byId(user.id), null);
});

Deno.test("a removed address can be added again, and old sessions stay ended", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const { token } = await startSession(services, user, remembered);
  await runJson(services.store, ["users", "remove", user.id, "--yes"]);
  const args = ["users", "add", user.address];
  await runJson(services.store, args, { piped: PASSWORD });
  assert.equal(await resumeSession(services, token, "cookie"), null);
});
