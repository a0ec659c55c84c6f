import assert from "node:assert/strict";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import { canLogIn } from "../../testing/cli/can_log_in.ts";
import { run, runJson } from "../../testing/cli/run.ts";

Deno.test("users import reads what users export prints; only ids and the import time differ", async () => {
  await using from = await testServices();
  await using to = await testServices();
  await addUser(from, { name: "Ada “King” Lovelace", roles: ["admin"] });
  await addUser(from, { address: "bob@example.com", verified: false });
  await addUser(from, {
    address: "eve@example.com",
    disabled: true,
    language: "en",
  });
  const long = "п".repeat(64);
  await addUser(from, { address: "fay@example.com", password: long });
  const args = ["users", "export", "--with-password-hashes"];
  const { out, err } = await run(from.store, args);
  assert.match(
    err,
    /4\. The output contains password hashes\. Keep it as secret/,
  );
  const piped = `${out}\n`;
  const { added } = await runJson(to.store, ["users", "import"], { piped });
  assert.equal(added, 4);
  for (const user of (await from.store.users.list({ limit: 9 })).items) {
    const moved = await to.store.users.byAddressKey(user.addressKey);
    assert.deepEqual({ ...moved, id: user.id, importedAt: null }, user);
  }
  assert.ok(await canLogIn(to, "ada@example.com", PASSWORD));
  assert.ok(await canLogIn(to, "fay@example.com", long));
});

Deno.test("users export prints no hashes by default and says so", async () => {
  await using services = await testServices();
  await addUser(services);
  const { out, err } = await run(services.store, ["users", "export"]);
  assert.doesNotMatch(out, /\$2|passwordHash/);
  assert.match(err, /Password hashes are left out/);
  assert.deepEqual(JSON.parse(out), {
    address: "ada@example.com",
    name: "",
    language: null,
    verified: true,
    disabled: false,
    roles: [],
    createdAt: "2030-01-01T00:00:00.000Z",
  });
});

Deno.test("users export leaves out accounts that are pending deletion and counts them", async () => {
  await using services = await testServices();
  await addUser(services);
  const { id } = await addUser(services, { address: "bob@example.com" });
  const deleteAfter = services.now() + 1000;
  await services.store.users.update(id, { deleteAfter });
  const { out, err } = await run(services.store, ["users", "export"]);
  assert.doesNotMatch(out, /bob/);
  assert.match(err, /Scheduled for deletion and left out: 1\./);
});

Deno.test("users export prints every account once over many pages, and one document with --json", async () => {
  await using services = await testServices();
  const passwordHash = await services.passwords.hash(PASSWORD);
  for (let n = 0; n < 1203; n++) {
    await addUser(services, { address: `u${n}@example.com`, passwordHash });
  }
  const { out } = await run(services.store, ["users", "export"]);
  const addresses = out.split("\n").map((line) => JSON.parse(line).address);
  assert.equal(new Set(addresses).size, 1203);
  assert.equal(addresses.length, 1203);
  const { users } = await runJson(services.store, ["users", "export"]);
  assert.equal(users.length, 1203);
});
