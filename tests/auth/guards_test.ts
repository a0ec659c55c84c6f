import { deepStrictEqual as equal, match } from "node:assert/strict";
import {
  requireRole,
  requireUser,
  requireVerifiedAddress,
} from "../../lib/auth/guards.ts";
import { guardedApp } from "./guarded_app.ts";
import { addUser, testServices } from "./services.ts";

const JSON_PLEASE = { accept: "application/json" };
const ASKS_VERIFIED = { settings: { requireVerifiedAddress: true } };

async function told(response: Response) {
  return [response.status, await response.text()];
}

Deno.test("who has the role passes, who has not is told so and not that another site was at work", async () => {
  await using services = await testServices();
  const admin = await addUser(services, { roles: ["admin"] });
  const other = await addUser(services, { address: "eve@example.com" });
  const app = guardedApp(services, requireRole("admin"));
  const asAdmin = await app.asBrowserOf(admin);
  equal(await told(await asAdmin()), [200, "page"]);
  const notYours = [403, "Not for this account"];
  for (
    const ask of [await app.asBrowserOf(other), await app.asProgramOf(other)]
  ) {
    equal(await told(await ask()), notYours);
    equal(await told(await ask({ a: "b" })), notYours);
  }
});

Deno.test("a role that was taken away opens nothing any more", async () => {
  await using services = await testServices();
  const admin = await addUser(services, { roles: ["admin"] });
  const ask = await guardedApp(services, requireRole("admin")).asBrowserOf(
    admin,
  );
  equal((await ask()).status, 200);
  await services.store.users.update(admin.id, { roles: [] });
  equal((await ask()).status, 403);
});

Deno.test("each guard by itself turns away who is not signed in: a browser to sign in, a program with 401", async () => {
  await using services = await testServices(ASKS_VERIFIED);
  for (
    const guard of [requireUser, requireRole("admin"), requireVerifiedAddress]
  ) {
    const { asNobody } = guardedApp(services, guard);
    const browser = await asNobody(undefined, { accept: "text/html" });
    equal(browser.status, 303);
    equal(
      browser.headers.get("location"),
      "/auth/login?next=%2Fpage%3Ftab%3D1",
    );
    const program = await asNobody(undefined, JSON_PLEASE);
    equal(program.status, 401);
    match(program.headers.get("www-authenticate") ?? "", /^Bearer/);
  }
});

Deno.test("where the address must be confirmed, who has not is sent to do it and a program told so", async () => {
  await using services = await testServices(ASKS_VERIFIED);
  const user = await addUser(services, { verified: false });
  const app = guardedApp(services, requireUser, requireVerifiedAddress);
  const ask = await app.asBrowserOf(user);
  const sent = await ask();
  equal([sent.status, sent.headers.get("location")], [303, "/auth/verify"]);
  const refused = [403, "Your address is not confirmed"];
  equal(await told(await ask(undefined, JSON_PLEASE)), refused);
  equal(await told(await (await app.asProgramOf(user))()), refused);
  await services.store.users.update(user.id, { verifiedAt: services.now() });
  equal(await told(await ask()), [200, "page"]);
});

Deno.test("where it need not be, nobody is asked", async () => {
  await using services = await testServices();
  const user = await addUser(services, { verified: false });
  const app = guardedApp(services, requireUser, requireVerifiedAddress);
  equal(await told(await (await app.asBrowserOf(user))()), [200, "page"]);
});
