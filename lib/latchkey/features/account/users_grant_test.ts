import assert from "node:assert/strict";
import { addUser, testServices } from "../../testing/services.ts";
import { run, runJson } from "../../testing/cli/run.ts";

const GRANT = ["users", "grant", "ada@example.com", "admin"];

Deno.test("users grant adds a role, --remove removes it, and both are recorded", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const granted = await runJson(services.store, GRANT);
  assert.deepEqual(granted.user.roles, ["admin"]);
  assert.match(
    (await run(services.store, ["users", "list"])).out,
    / admin +ada@/,
  );
  const removed = await runJson(services.store, [...GRANT, "--remove"]);
  assert.deepEqual(removed.user.roles, []);
  const { items } = await services.store.activity.listOf(id, { limit: 9 });
  assert.deepEqual(
    items.map(({ kind, detail }) => [kind, detail]).toSorted(),
    [["role_granted", "admin"], ["role_revoked", "admin"]],
  );
});

Deno.test("users grant rejects an account with an unconfirmed address", async () => {
  await using services = await testServices();
  const { id } = await addUser(services, { verified: false });
  const { code, err } = await run(services.store, GRANT);
  assert.equal(code, 1);
  assert.match(err, /ada@example\.com is not verified/);
  assert.deepEqual((await services.store.users.byId(id))?.roles, []);
});

Deno.test("granting a role twice succeeds and is recorded once", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  await runJson(services.store, GRANT);
  const { code, out } = await run(services.store, GRANT);
  assert.equal(code, 0);
  assert.match(out, /already has the role admin/);
  const { items } = await services.store.activity.listOf(id, { limit: 9 });
  assert.equal(items.length, 1);
  await runJson(services.store, [...GRANT, "--remove"]);
  const again = await run(services.store, [...GRANT, "--remove"]);
  assert.match(again.out, /does not have the role admin/);
});

for (const role of ["root", "", "Admin", "__proto__"]) {
  Deno.test(`rejects the role ${JSON.stringify(role)}`, async () => {
    await using services = await testServices();
    const { id } = await addUser(services);
    const args = ["users", "grant", id, role];
    const { code, err } = await run(services.store, args);
    assert.equal(code, 2);
    assert.match(err, /Unknown role/);
    assert.deepEqual((await services.store.users.byId(id))?.roles, []);
  });
}
