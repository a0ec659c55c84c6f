import assert from "node:assert/strict";
import { resumeSession, startSession } from "./sessions.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { run, runJson } from "../../testing/cli/run.ts";

const remembered = {
  remembered: true,
  userAgent: "Firefox on Linux",
  provedAt: 0,
};

Deno.test("sessions list shows an account's live sessions, newest first", async () => {
  await using services = await testServices();
  const ada = await addUser(services);
  const bob = await addUser(services, { address: "bob@example.com" });
  await startSession(services, bob, remembered);
  const old = await startSession(services, ada, remembered);
  services.clock.advance(60_000);
  const young = await startSession(services, ada, {
    remembered: false,
    userAgent: "",
    provedAt: 0,
  });
  const args = ["sessions", "list", "ada@example.com"];
  const { out } = await run(services.store, args);
  const [heading, first, second, ...more] = out.split("\n");
  assert.match(
    heading,
    /^ID +STARTED \(UTC\) +LAST SEEN +EXPIRES +REMEMBERED +DEVICE$/,
  );
  assert.ok(
    first.startsWith(young.session.id) && first.endsWith("Unknown device"),
  );
  assert.ok(second.startsWith(old.session.id));
  assert.ok(second.endsWith("Firefox on Linux"));
  assert.deepEqual(more, []);

  const { sessions } = await runJson(services.store, args);
  assert.equal(sessions[1].createdAt, "2030-01-01T00:00:00.000Z");
  assert.equal(sessions[1].expiresAt, "2030-01-31T00:00:00.000Z");
  assert.equal(sessions[1].remembered, true);
});

Deno.test("sessions list says when there are none, and fails for an unknown account", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const none = await run(services.store, ["sessions", "list", id]);
  assert.equal(none.code, 0);
  assert.match(none.out, /has no sessions/);
  const nobody = await run(services.store, ["sessions", "list", "x@y"]);
  assert.equal(nobody.code, 1);
});

Deno.test("sessions list doesn't print the client's raw user agent", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const userAgent = "\x9b2J\u202eevil";
  const { session } = await startSession(services, user, remembered);
  await services.store.sessions.end(session.id);
  await services.store.sessions.create({ ...session, userAgent });
  const { out } = await run(services.store, ["sessions", "list", user.id]);
  assert.ok(out.endsWith("Unknown device"), out);
});

Deno.test("sessions revoke ends one session only", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const one = await startSession(services, user, remembered);
  const other = await startSession(services, user, remembered);
  const args = ["sessions", "revoke", one.session.id];
  assert.equal((await run(services.store, args)).code, 0);
  assert.equal(await resumeSession(services, one.token, "cookie"), null);
  assert.ok(await resumeSession(services, other.token, "cookie"));

  const again = await run(services.store, args);
  assert.equal(again.code, 1);
  assert.match(again.err, /may have already ended/);
});

Deno.test("sessions revoke --user ends all sessions of one account", async () => {
  await using services = await testServices();
  const ada = await addUser(services);
  const bob = await addUser(services, { address: "bob@example.com" });
  const adas = await startSession(services, ada, remembered);
  const bobs = await startSession(services, bob, remembered);
  const args = ["sessions", "revoke", "--user", "ADA@example.com"];
  await runJson(services.store, args);
  assert.equal(await resumeSession(services, adas.token, "cookie"), null);
  assert.ok(await resumeSession(services, bobs.token, "cookie"));
});

for (
  const args of [
    [],
    ["an-id", "--user", "ada@example.com"],
  ]
) {
  Deno.test(`sessions revoke ${args.join(" ")} is rejected as ambiguous`, async () => {
    await using services = await testServices();
    const { code, err } = await run(
      services.store,
      ["sessions", "revoke", ...args],
    );
    assert.equal(code, 2);
    assert.match(err, /Specify either/);
  });
}

Deno.test("sessions revoke takes an old id that starts with a dash after --", async () => {
  await using services = await testServices();
  const user = { ...await addUser(services), id: "-bcdefghijklmnopqrstuv" };
  await services.store.users.create({
    ...user,
    address: "bob@example.com",
    addressKey: "bob@example.com",
  });
  for (
    const args of [
      ["users", "show", "--", user.id],
      ["sessions", "revoke", `--user=${user.id}`],
      ["users", "list", `--cursor=${user.id}`],
    ]
  ) {
    const { code, err } = await run(services.store, args);
    assert.equal(code, 0, `${args.join(" ")}: ${err}`);
  }
});
