import { deepStrictEqual as equal, match } from "node:assert/strict";
import { requireRole, requireUser, requireVerifiedAddress } from "./guards.ts";
import { defineFeature } from "../../feature.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import { guardedApp, PAGE } from "../../testing/guarded_app.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";

const { messages } = ENGLISH;

const JSON_PLEASE = { accept: "application/json" };
const ASKS_VERIFIED = { settings: { requireVerifiedAddress: true } };

async function summary(response: Response) {
  return [response.status, await response.text()];
}

Deno.test("admits a user with the role and tells others that it is missing, not that the request was cross-site", async () => {
  await using services = await testServices();
  const admin = await addUser(services, { roles: ["admin"] });
  const other = await addUser(services, { address: "eve@example.com" });
  const app = guardedApp(services, requireRole("admin"));
  const asAdmin = await app.asBrowserOf(admin);
  equal(await summary(await asAdmin()), [200, "page"]);
  const notYours = [403, messages.errors.forbidden.role.title];
  for (
    const ask of [await app.asBrowserOf(other), await app.asProgramOf(other)]
  ) {
    equal(await summary(await ask()), notYours);
    equal(await summary(await ask({ a: "b" })), notYours);
  }
});

Deno.test("stops admitting a user whose role was removed", async () => {
  await using services = await testServices();
  const admin = await addUser(services, { roles: ["admin"] });
  const ask = await guardedApp(services, requireRole("admin")).asBrowserOf(
    admin,
  );
  equal((await ask()).status, 200);
  await services.store.users.update(admin.id, { roles: [] });
  equal((await ask()).status, 403);
});

Deno.test("ignores a role that the site no longer lists", async () => {
  const editors = defineFeature({ name: "editors", roles: ["editor"] });
  for (
    const [features, status] of [[[editors], 200], [[], 403]] as const
  ) {
    const site = { ...TEST_SITE, features };
    await using services = await testServices({ site });
    const editor = await addUser(services, { roles: ["editor"] });
    const ask = await guardedApp(services, requireRole("editor")).asBrowserOf(
      editor,
    );
    equal((await ask()).status, status);
  }
});

Deno.test("each guard redirects a stranger's browser to log in and answers a program with 401", async () => {
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

Deno.test("redirects a stranger who submits a form to log in and back to the form's page", async () => {
  await using services = await testServices();
  const { asNobody } = guardedApp(services, requireUser);
  const sentFrom = async (referer: string) => {
    const accept = "text/html";
    const response = await asNobody({ a: "b" }, { accept, referer });
    equal(response.status, 303);
    return new URL(response.headers.get("location") ?? "", PAGE)
      .searchParams.get("next");
  };
  const form = "/account/name?tab=2";
  equal(await sentFrom(new URL(form, PAGE).href), form);
  for (
    const elsewhere of [
      "",
      "about:blank",
      "nonsense",
      `https://evil.example${form}`,
      `http://localhost:8001${form}`,
      "http://localhost:8000//evil.example",
      "http://localhost:8000/%2Fevil.example",
      "http://localhost:8000/\\evil.example",
    ]
  ) equal(await sentFrom(elsewhere), "/", elsewhere);
});

Deno.test("uses the site's public address behind a proxy", async () => {
  const publicUrl = new URL("https://latchkey.example");
  await using services = await testServices({ settings: { publicUrl } });
  const { asNobody } = guardedApp(services, requireUser);
  const referer = "https://latchkey.example/account/name";
  const response = await asNobody({ a: "b" }, { accept: "text/html", referer });
  const next = encodeURIComponent("/account/name");
  equal(response.headers.get("location"), `/auth/login?next=${next}`);
});

Deno.test("redirects a user with an unconfirmed address when the setting is on, and answers a program with 403", async () => {
  await using services = await testServices(ASKS_VERIFIED);
  const user = await addUser(services, { verified: false });
  const app = guardedApp(services, requireUser, requireVerifiedAddress);
  const ask = await app.asBrowserOf(user);
  const sent = await ask();
  equal([sent.status, sent.headers.get("location")], [303, "/auth/verify"]);
  const refused = [403, messages.errors.forbidden.unverified.title];
  equal(await summary(await ask(undefined, JSON_PLEASE)), refused);
  equal(await summary(await (await app.asProgramOf(user))()), refused);
  await services.store.users.update(user.id, { verifiedAt: services.now() });
  equal(await summary(await ask()), [200, "page"]);
});

Deno.test("admits a user with an unconfirmed address when the setting is off", async () => {
  await using services = await testServices();
  const user = await addUser(services, { verified: false });
  const app = guardedApp(services, requireUser, requireVerifiedAddress);
  equal(await summary(await (await app.asBrowserOf(user))()), [200, "page"]);
});
