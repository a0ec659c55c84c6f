import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import { join } from "node:path";
import { resumeSession } from "./features/session/sessions.ts";
import { logIn } from "./features/password/login.ts";
import { openServices, warmUp } from "./open_services.ts";
import { readSettings } from "./settings/settings.ts";
import { testServices } from "./testing/services.ts";
import { request } from "./testing/login_request.ts";
import { TEST_SITE } from "./testing/site.ts";

const asDemoUser = request({
  address: "user1@gmail.com",
  password: "12345",
  remembered: true,
});

Deno.test("a login survives a restart with the same database", async () => {
  const folder = await Deno.makeTempDir();
  const settings = readSettings(TEST_SITE, {
    DATABASE_FILE: join(folder, "data", "latchkey.db"),
    BCRYPT_COST: "4",
  });
  const before = await openServices(TEST_SITE, settings);
  const result = await logIn(before, asDemoUser);
  ok(result.ok && result.is === "logged_in");
  await before.store.close();
  const after = await openServices(TEST_SITE, settings);
  equal(
    (await resumeSession(after, result.token, "cookie"))?.user.address,
    "user1@gmail.com",
  );
  await after.store.close();
  const files = await Array.fromAsync(
    Deno.readDir(join(folder, "data")),
    ({ name }) => name,
  );
  equal(files.filter((name) => !name.startsWith("latchkey.db")), ["keys.json"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("opens services for tests without files or demo users", async () => {
  const services = await openServices(
    TEST_SITE,
    readSettings(TEST_SITE, { APP_ENV: "test" }),
  );
  equal(await services.store.users.list({ limit: 1 }), { items: [] });
  await services.store.close();
});

Deno.test("opens nothing in production without a key", async () => {
  const folder = await Deno.makeTempDir();
  const settings = readSettings(TEST_SITE, {
    APP_ENV: "production",
    DATABASE_FILE: join(folder, "data", "latchkey.db"),
  });
  await rejects(openServices(TEST_SITE, settings), { name: "SettingsError" });
  equal(await Array.fromAsync(Deno.readDir(folder)), []);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("warming up is silent with the native hasher and warns without it", async () => {
  await using services = await testServices();
  await warmUp(services);
  equal(services.logged.length, 0);
  const passwords = { ...services.passwords, native: false };
  await warmUp({ ...services, passwords });
  ok(services.logged.join().includes("bcrypt_on_main_thread"));
});
