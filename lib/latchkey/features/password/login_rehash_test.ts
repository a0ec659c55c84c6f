import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { createPasswordHasher } from "../../crypto/password_hasher.ts";
import { resumeSession } from "../session/sessions.ts";
import { logIn } from "./login.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";
import { request } from "../../testing/login_request.ts";

Deno.test("rehashes an older or cheaper hash after the right password only", async () => {
  await using services = await testServices({
    passwords: createPasswordHasher({ cost: 5 }),
  });
  const old = await createPasswordHasher({ cost: 4 }).hash(PASSWORD);
  for (
    const [index, passwordHash] of [old, old.replace("$2b$04$", "$2y$04$")]
      .entries()
  ) {
    const address = `${index}@example.com`;
    const user = await addUser(services, { address, passwordHash });
    await logIn(services, request({ address, password: "wrong" }));
    equal(
      (await services.store.users.byId(user.id))?.passwordHash,
      passwordHash,
    );
    ok((await logIn(services, request({ address }))).ok);
    const renewed = (await services.store.users.byId(user.id))?.passwordHash ??
      "";
    ok(renewed.startsWith("$2b$05$"));
    ok((await logIn(services, request({ address }))).ok);
    equal((await services.store.users.byId(user.id))?.passwordHash, renewed);
  }
});

Deno.test("a password changed during a login with the old one stays changed and ends that session", async () => {
  const hasher = createPasswordHasher({ cost: 5 });
  const old = await createPasswordHasher({ cost: 4 }).hash(PASSWORD);
  const concurrent: { change?: () => Promise<unknown> } = {};
  const passwords = {
    ...hasher,
    async hash(...asked: Parameters<typeof hasher.hash>) {
      const hash = await hasher.hash(...asked);
      await concurrent.change?.();
      return hash;
    },
  };
  await using services = await testServices({ passwords });
  const { users, sessions } = services.store;
  const user = await addUser(services, { passwordHash: old });
  const changed = await hasher.hash("a new password");
  concurrent.change = async () => {
    await users.update(user.id, { passwordHash: changed });
    await sessions.endAll(user.id);
  };
  const result = await logIn(services, request());
  equal((await users.byId(user.id))?.passwordHash, changed);
  ok(result.ok && result.is === "logged_in");
  equal(await resumeSession(services, result.token, "cookie"), null);
});
