import { deepStrictEqual as equal, notEqual, ok } from "node:assert/strict";
import { createPasswordHasher } from "../../crypto/password_hasher.ts";
import { listSessions, resumeSession } from "../session/sessions.ts";
import { logIn } from "./login.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import {
  request,
  type RequestChange,
  wrong,
} from "../../testing/login_request.ts";

Deno.test("starts a session for the right email and password", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const result = await logIn(services, request({ remembered: true }));
  ok(result.ok && result.is === "logged_in");
  equal(result.user, user);
  equal([result.session.remembered, result.session.userAgent], [
    true,
    "Firefox",
  ]);
  ok(await resumeSession(services, result.token, "cookie"));
});

Deno.test("accepts the address in any case and composition, with surrounding spaces", async () => {
  await using services = await testServices();
  await addUser(services, { address: "Zo\u00EB@Example.com" });
  ok(
    (await logIn(services, request({ address: " ZOE\u0308@example.COM " })))
      .ok,
  );
});

Deno.test("gives one answer for an unknown, wrong, disabled or impossible login and starts no session", async () => {
  await using services = await testServices();
  const ada = await addUser(services);
  const disabled = await addUser(services, {
    address: "gone@example.com",
    disabled: true,
  });
  await addUser(services, {
    address: "broken@example.com",
    passwordHash: "broken",
  });
  const attempts: RequestChange[] = [
    { address: "nobody@example.com" },
    { address: "" },
    { address: "x".repeat(10_000) },
    { address: "\ud800" },
    { address: "__proto__" },
    { address: disabled.address },
    { address: "broken@example.com" },
    { password: "wrong" },
    { password: "" },
    { password: `${PASSWORD}\0` },
    { password: PASSWORD + "x".repeat(72) },
    { password: PASSWORD + "x".repeat(256) },
    { password: PASSWORD.toUpperCase() },
    { password: "\ud800" },
  ];
  for (const change of attempts) {
    equal(
      await logIn(services, request(change)),
      wrong,
      JSON.stringify(change),
    );
  }
  equal(await listSessions(services, ada.id), []);
  equal(await listSessions(services, disabled.id), []);
});

Deno.test("computes a hash in every case, so that none is faster", async () => {
  let hashes = 0;
  const real = createPasswordHasher({ cost: 4 });
  const passwords = {
    ...real,
    verify(password: string, hash: string | null) {
      hashes++;
      return real.verify(password, hash);
    },
  };
  await using services = await testServices({ passwords });
  await addUser(services);
  await addUser(services, { address: "gone@example.com", disabled: true });
  for (
    const address of [
      "ada@example.com",
      "nobody@example.com",
      "gone@example.com",
      "x".repeat(10_000),
    ]
  ) {
    const before = hashes;
    await logIn(services, request({ address, password: "wrong" }));
    equal(hashes, before + 1);
  }
});

Deno.test("replaces the browser's session on success and keeps it on failure", async () => {
  await using services = await testServices();
  await addUser(services);
  const first = await logIn(services, request());
  ok(first.ok && first.is === "logged_in");
  await logIn(
    services,
    request({ password: "wrong", replaces: first.session }),
  );
  ok(await resumeSession(services, first.token, "cookie"));
  const second = await logIn(services, request({ replaces: first.session }));
  ok(second.ok && second.is === "logged_in");
  notEqual(second.session.id, first.session.id);
  equal(await resumeSession(services, first.token, "cookie"), null);
  ok(await resumeSession(services, second.token, "cookie"));
});
