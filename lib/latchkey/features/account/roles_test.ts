/** Roles added by features. */
import assert from "node:assert/strict";
import { defineFeature } from "../../feature.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { admin } from "../admin/feature.ts";
import { run } from "../../testing/cli/run.ts";

const editors = defineFeature({ name: "editors", roles: ["editor"] });

Deno.test("grants and stores a role added by a feature", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const grant = ["users", "grant", "ada@example.com", "editor"];
  const features = [admin, editors];
  assert.equal((await run(services.store, grant, { features })).code, 0);
  assert.deepEqual((await services.store.users.byId(id))?.roles, ["editor"]);
});

Deno.test("rejects an unknown role, which can still be removed", async () => {
  await using services = await testServices();
  const { id } = await addUser(services, { roles: ["editor"] });
  const grant = ["users", "grant", "ada@example.com", "editor"];
  const refused = await run(services.store, grant);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /Unknown role "editor"\. Use one of: admin\./);
  const removed = await run(services.store, [...grant, "--remove"]);
  assert.equal(removed.code, 0);
  assert.deepEqual((await services.store.users.byId(id))?.roles, []);
});
