import assert from "node:assert/strict";
import { hasOwnFresh } from "@latchkey/core/testing";
import { GUARDED_PAGE, LOGIN_TO_GUARDED_PAGE } from "../pages.ts";
import { ANNA } from "../site.ts";
import { openLoggedSite } from "./logged_site.ts";

/** What the log must never contain. */
const SECRET = "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA";

Deno.test("logs a request as one line: method, route pattern, status, microseconds, id", async () => {
  await using logged = await openLoggedSite();
  const response = await logged.site.fetch(LOGIN_TO_GUARDED_PAGE);
  await response.body?.cancel();
  const [line, ...more] = logged.lines("request");
  assert.deepEqual(more, []);
  const { time, us, ...rest } = line;
  assert.ok(Math.abs(Date.parse(String(time)) - Date.now()) < 60_000);
  assert.ok(Number.isInteger(us) && Number(us) > 0);
  assert.deepEqual(rest, {
    level: "info",
    event: "request",
    method: "GET",
    route: "/auth/login",
    status: 200,
    id: response.headers.get("x-request-id"),
  });
});

Deno.test("logs a user's id but not the address", async () => {
  await using logged = await openLoggedSite();
  const visitor = logged.site.visitor();
  await visitor.logIn(ANNA);
  await visitor.get(GUARDED_PAGE);
  const anna = await logged.site.services.store.users.byAddressKey(
    ANNA.username.toLowerCase(),
  );
  const line = logged.lines("request").at(-1)!;
  assert.equal(line.route, GUARDED_PAGE);
  assert.equal(line.user, anna!.id);
  assert.doesNotMatch(logged.text(), /@/);
});

Deno.test("logs nothing that a client sends", async () => {
  await using logged = await openLoggedSite();
  const { site } = logged;
  const headers = {
    "user-agent": SECRET,
    authorization: `Bearer ${SECRET}`,
    cookie: `access_token_8000=${SECRET}; other=${SECRET}`,
    "x-forwarded-for": SECRET,
    "x-request-id": SECRET,
    referer: `http://localhost:8000/${SECRET}`,
  };
  for (
    const path of [
      `/auth/verify?token=${SECRET}`,
      `/auth/recover/new?token=${SECRET}`,
      `/${SECRET}`,
      `/dev/mail/${SECRET}`,
      `/%zz?${SECRET}`,
      `/styles.css?${SECRET}`,
    ]
  ) {
    for (const method of ["GET", "POST", "DELETE", SECRET.toUpperCase()]) {
      const body = method === "POST"
        ? new URLSearchParams({ token: SECRET, password: SECRET })
        : undefined;
      const response = await site.fetch(path, { method, headers, body });
      await response.body?.cancel();
    }
  }
  assert.equal(logged.lines("request").length, hasOwnFresh() ? 24 : 21);
  assert.doesNotMatch(logged.text(), new RegExp(SECRET, "i"));
});

Deno.test("logs files, unknown paths and odd methods too", async () => {
  await using logged = await openLoggedSite();
  for (
    const [path, method] of [["/styles.css", "GET"], ["/nowhere", "GET"], [
      "/",
      "BREW",
    ]]
  ) {
    const response = await logged.site.fetch(path, { method });
    await response.body?.cancel();
  }
  assert.deepEqual(
    logged.lines("request").map(({ method, route, status }) => [
      method,
      route,
      status,
    ]),
    [
      ["GET", "none", 200],
      ["GET", "none", 404],
      // Fresh itself answers before any middleware runs.
      ...hasOwnFresh() ? [["OTHER", "/", 405]] : [],
    ],
  );
});

Deno.test("gives every request its own id, whatever a stranger calls it", async () => {
  await using logged = await openLoggedSite();
  const headers = { "x-request-id": "0123456789abcdef" };
  for (let time = 0; time < 600; time++) {
    const response = await logged.site.fetch("/healthz", { headers });
    assert.match(
      response.headers.get("x-request-id")!,
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    await response.body?.cancel();
  }
  const ids = logged.lines("request").map(({ id }) => id);
  // Not sequential: the number of requests in between stays hidden.
  assert.equal(new Set(ids.map((id) => String(id).slice(0, -4))).size, 600);
});

Deno.test("sends each request's id with a cached file too", async () => {
  await using logged = await openLoggedSite();
  const page = await (await logged.site.fetch("/")).text();
  const [, file] = /href="([^"]*styles\.css[^"]*)"/.exec(page) ?? [];
  const sent: (string | null)[] = [];
  for (let time = 0; time < 3; time++) {
    const { headers, body } = await logged.site.fetch(file);
    await body?.cancel();
    sent.push(headers.get("x-request-id"));
  }
  const ids = logged.lines("request").slice(1).map(({ id }) => id);
  assert.deepEqual(ids, sent);
  assert.equal(new Set(ids).size, 3);
});

Deno.test("uses a trusted proxy's request id if it is well-formed", async () => {
  await using logged = await openLoggedSite({ trustProxy: 1 });
  const name = async (id: string) => {
    const response = await logged.site.fetch("/healthz", {
      headers: { "x-request-id": id },
    });
    await response.body?.cancel();
    return response.headers.get("x-request-id");
  };
  for (
    const id of ["0123456789abcdef", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736"]
  ) {
    assert.equal(await name(id), id);
  }
  for (
    const id of ["ada@example.com", "short", "a b c d e f", "x".repeat(65), ""]
  ) {
    assert.notEqual(await name(id), id);
  }
});

Deno.test("logs an internal error as one line with its stack, and shows its id on the page and in the answer", async () => {
  await using logged = await openLoggedSite();
  const visitor = logged.site.visitor();
  await visitor.logIn(ANNA);
  logged.site.services.store.sessions.find = () => {
    throw new TypeError(`no row for ada@example.com, ${SECRET}`);
  };
  logged.site.clock.advance(60_000);
  const response = await visitor.get(GUARDED_PAGE);
  const id = response.headers.get("x-request-id")!;
  assert.equal(response.status, 500);
  assert.ok((await response.text()).includes(`>${id}</code>`));
  const [fault, ...more] = logged.lines("unhandled_error");
  assert.deepEqual(more, []);
  assert.equal(fault.level, "error");
  assert.equal(fault.id, id);
  assert.equal(fault.route, GUARDED_PAGE);
  assert.equal(fault.error, "TypeError: no row for [address], [token]");
  assert.match(String(fault.stack), /request_log_test\.ts:\d+/);
  assert.equal(logged.lines("request").at(-1)!.id, id);
  assert.equal(logged.lines("request").at(-1)!.status, 500);
  assert.ok(!logged.text().includes(SECRET));
});

Deno.test("shows no id on a 404 page, which isn't an internal error", async () => {
  await using logged = await openLoggedSite();
  const page = await logged.site.visitor().get("/nowhere");
  assert.doesNotMatch(await page.text(), /number/);
});

Deno.test("an internal error has its id without request logging too", async () => {
  await using logged = await openLoggedSite({ logLevel: "warn" });
  const home = await logged.site.fetch("/");
  await home.body?.cancel();
  assert.equal(home.headers.get("x-request-id"), null);
  logged.site.services.store.sessions.find = () => {
    throw new Error("away");
  };
  const visitor = logged.site.visitor();
  await visitor.logIn(ANNA);
  logged.site.clock.advance(60_000);
  const response = await visitor.get(GUARDED_PAGE);
  const id = response.headers.get("x-request-id");
  assert.ok((await response.text()).includes(`>${id}</code>`));
  assert.deepEqual(logged.lines("request"), []);
  assert.equal(logged.lines("unhandled_error").at(-1)!.id, id);
});
