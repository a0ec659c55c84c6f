import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { LoginMethod } from "./login_method.ts";
import { knownDevice } from "./known_devices.ts";
import { findToken, issueToken } from "../tokens/one_time_tokens.ts";
import { resumeSession } from "./sessions.ts";
import { logIn } from "../password/login.ts";
import {
  completedLogin,
  completion,
  kindsOf,
  withNotes,
} from "../../testing/completion.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { request, wrong } from "../../testing/login_request.ts";

const DAY = 24 * 60 * 60 * 1000;

const METHODS: readonly LoginMethod[] = [
  "password",
  "link",
  "mailed_code",
  "recovery",
  "password_change",
];

Deno.test("only a password login counts as a recent password", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const entered = [];
  for (const method of METHODS) {
    const { session } = await completedLogin(
      services,
      user,
      completion({ method }),
    );
    entered.push(session.provedAt);
  }
  const now = services.now();
  equal(entered, [now, 0, 0, now, now]);
});

Deno.test("makes the browser known, and gives clients without cookies none", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const { deviceCookie } = await completedLogin(services, user, completion());
  ok(await knownDevice(services, deviceCookie, user));
  const bearer = completion({ carrier: "bearer" });
  equal((await completedLogin(services, user, bearer)).deviceCookie, null);
});

Deno.test("logging in cancels a pending deletion and says so", async () => {
  await using context = await withNotes();
  const { services, kindsAsked } = context;
  const { users } = services.store;
  const { id } = await addUser(services);
  const deleteAfter = services.now() + 14 * DAY;
  await users.update(id, { deleteAfter });
  equal(await logIn(services, request({ password: "wrong" })), wrong);
  equal((await users.byId(id))?.deleteAfter, deleteAfter);
  const result = await logIn(services, request());
  ok(result.ok && result.is === "logged_in");
  equal(result.user.deleteAfter, null);
  equal((await users.byId(id))?.deleteAfter, null);
  ok(await resumeSession(services, result.token, "cookie"));
  ok(kindsAsked().includes("account_restored"));
  ok((await kindsOf(services, result.user)).includes("deletion_cancelled"));
});

Deno.test("logging in with a password replaced in the meantime cancels no deletion", async () => {
  await using services = await testServices();
  const { users } = services.store;
  const user = await addUser(services);
  await users.update(user.id, { deleteAfter: services.now() + DAY });
  const next = await services.passwords.hash("tractor moonlight");
  const passwords = {
    ...services.passwords,
    async verify(password: string, hash: string | null) {
      const right = await services.passwords.verify(password, hash);
      await users.changePassword(user.id, user.passwordHash, next);
      return right;
    },
  };
  const thief = await logIn({ ...services, passwords }, request());
  ok(thief.ok && thief.is === "logged_in");
  equal(await resumeSession(services, thief.token, "cookie"), null);
  const now = await users.byId(user.id);
  equal(await knownDevice(services, thief.deviceCookie, now), null);
});

Deno.test("rejects a login after the grace period as if there were no account", async () => {
  await using services = await testServices();
  const { users } = services.store;
  const user = await addUser(services);
  const before = await logIn(services, request());
  ok(before.ok && before.is === "logged_in");
  await users.update(user.id, { deleteAfter: services.now() + 1000 });
  services.clock.advance(1000);
  equal(await logIn(services, request()), wrong);
  equal(await resumeSession(services, before.token, "cookie"), null);
  ok(!(await kindsOf(services, user)).includes("login_failed"));
});

Deno.test("rejects every login to an account without a password", async () => {
  await using services = await testServices();
  const user = await addUser(services, { passwordHash: "" });
  for (const password of ["", " ", "anything"]) {
    equal(await logIn(services, request({ password })), wrong);
  }
  ok(
    (await completedLogin(services, user, completion({ method: "link" })))
      .token,
  );
});

Deno.test("a new password revokes emailed links", async () => {
  for (const method of METHODS) {
    await using services = await testServices();
    const user = await addUser(services);
    const purposes = ["recover", "login_link"] as const;
    const texts = await Promise.all(
      purposes.map((purpose) => issueToken(services, { purpose, user })),
    );
    await completedLogin(services, user, completion({ method }));
    const revoked = method === "recovery" || method === "password_change";
    for (const [index, purpose] of purposes.entries()) {
      const found = await findToken(services, purpose, texts[index]);
      equal(found === null, revoked, `${purpose} after ${method}`);
    }
  }
});

Deno.test("shows the owner failed attempts by anyone, without passwords", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  await logIn(services, request({ password: "a wrong guess" }));
  const { items } = await services.store.activity.listOf(user.id, { limit: 9 });
  equal(items.map(({ kind, client }) => [kind, client]), [
    ["login_failed", "192.0.2.x"],
  ]);
  ok(!JSON.stringify(items).includes("guess"));
});
