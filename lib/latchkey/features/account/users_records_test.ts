import assert from "node:assert/strict";
import { findToken, issueToken } from "../tokens/one_time_tokens.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { run, runJson } from "../../testing/cli/run.ts";

const SET_PASSWORD = {
  args: ["users", "set-password", "ada@example.com"],
  input: { piped: "a new password" },
};

Deno.test("records operators' changes in the account's activity", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  for (
    const [args, input] of [
      [["users", "disable", id]],
      [["users", "enable", id]],
      [SET_PASSWORD.args, SET_PASSWORD.input],
      [["users", "grant", id, "admin"]],
      [["sessions", "revoke", "--user", id]],
    ] as const
  ) await runJson(services.store, args, input);
  const { items } = await services.store.activity.listOf(id, { limit: 9 });
  assert.deepEqual(items.map(({ kind }) => kind).toSorted(), [
    "disabled",
    "enabled",
    "password_set",
    "role_granted",
    "sessions_ended",
  ]);
  for (const { userAgent, client } of items) {
    assert.equal(`${userAgent}${client}`, "");
  }
});

Deno.test("users set-password queues a notice to the owner and revokes emailed login links", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const link = await issueToken(services, { purpose: "recover", user });
  await runJson(services.store, SET_PASSWORD.args, SET_PASSWORD.input);
  const [mail, ...more] = await services.store.mailQueue.listOf(user.id);
  assert.equal(mail.kind, "password_changed");
  assert.deepEqual(more, []);
  assert.equal(await findToken(services, "recover", link), null);
});

Deno.test("queues no notice when email is unavailable", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const env = {
    APP_ENV: "production",
    PUBLIC_URL: "https://example.com",
    JWT_KEYS: "",
    DATABASE_FILE: ":memory:",
  };
  const { code } = await run(services.store, SET_PASSWORD.args, {
    ...SET_PASSWORD.input,
    env,
  });
  assert.equal(code, 0);
  assert.deepEqual(await services.store.mailQueue.listOf(id), []);
});

Deno.test("users show prints name, roles, login methods and the deletion date", async () => {
  await using services = await testServices();
  const { id } = await addUser(services, {
    name: "Ada\u202e",
    language: "de",
    roles: ["admin"],
    verified: false,
  });
  const deleteAfter = Date.UTC(2030, 0, 15);
  await services.store.users.update(id, { deleteAfter });
  const args = ["users", "show", id];
  const { out } = await run(services.store, args);
  assert.match(out, /^Name +Ada\\u202e$/m);
  assert.match(out, /^Language +de$/m);
  assert.match(out, /^Roles +admin$/m);
  assert.match(out, /^Verified +no$/m);
  assert.match(out, /^Password +bcrypt, cost 4$/m);
  assert.match(out, /^State +to be deleted after 2030-01-15 00:00 UTC$/m);
  const { user } = await runJson(services.store, args);
  assert.equal(user.deleteAfter, "2030-01-15T00:00:00.000Z");
  assert.match(
    (await run(services.store, ["users", "list"])).out,
    /to be deleted/,
  );
});

for (
  const [passwordHash, expected] of [
    ["", /^Password +not set$/m],
    [
      `$bcrypt-sha256$v=2,t=2b,r=12$${"a".repeat(22)}$${"b".repeat(31)}`,
      /^Password +bcrypt, cost 12$/m,
    ],
    ["pbkdf2_sha256$1$s$x", /^Password +imported hash, replaced/m],
  ] as const
) {
  Deno.test(`users show describes the hash ${passwordHash || "(none)"} without printing it`, async () => {
    await using services = await testServices();
    const { id } = await addUser(services, { passwordHash });
    const { out } = await run(services.store, ["users", "show", id]);
    assert.match(out, expected);
    assert.doesNotMatch(out, /pbkdf2/);
  });
}

Deno.test("users show prints the profile, which other commands include in JSON", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const args = ["users", "show", id];
  assert.doesNotMatch((await run(services.store, args)).out, /^Profile/m);
  assert.deepEqual((await runJson(services.store, args)).user.profile, {});
  const profile = { company: "Acme\u202e", city: "Turin" };
  await services.store.users.update(id, { profile });
  const { out } = await run(services.store, args);
  assert.match(out, /^Profile +company: Acme\\u202e\n +city: Turin$/m);
  assert.deepEqual((await runJson(services.store, args)).user.profile, profile);
  const { users } = await runJson(services.store, ["users", "list"]);
  assert.deepEqual(users[0].profile, profile);
});
