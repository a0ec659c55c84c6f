/**
 * What a collector learns about the real app in a real process: much, and no
 * secret.
 */
import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import { AppEnded, startApp } from "../resilience/app_process.ts";
import { startCollector } from "./collector.ts";
import { travel } from "./journey.ts";
import { assertNoSecret } from "./secrets.ts";

Deno.test("a collector gets routes and times but no secret from a journey with emailed links, codes and addresses", async (test) => {
  await using collector = startCollector();
  const { secrets, printed } = await travel(collector.env);
  const spans = collector.spans();
  const named = (name: string) => spans.filter((span) => span.name === name);
  const traceOf = (name: string) =>
    named(name).at(-1)?.traceId ?? assert.fail(`there is no span ${name}`);

  await test.step("contains no token, code, address, password or cookie", () => {
    assertNoSecret(collector, secrets);
  });

  await test.step("spans have no attributes, and no console line is sent", () => {
    assert.ok(spans.length > 100);
    for (const { attributes } of spans) assert.deepEqual(attributes, []);
    assert.doesNotMatch(collector.raw(), /resourceLogs/);
  });

  await test.step("requests are spans by method and route pattern", () => {
    for (
      const name of [
        "GET /",
        "POST /auth/signup",
        "GET /auth/verify",
        "POST /auth/verify",
        `GET ${GUARDED_PAGE}`,
        ...HAS_LOGIN_LINK ? ["GET /auth/link/open"] : [],
        "POST /auth/recover/new",
        "POST /auth/login",
        "GET none",
      ]
    ) assert.ok(named(name).length > 0, `there is no span ${name}`);
  });

  await test.step("store and hash have spans in the trace of their request, and each email has one", () => {
    const login = traceOf("POST /auth/login");
    for (const name of ["hash", "store users.byAddressKey"]) {
      const found = named(name).filter(({ traceId }) => traceId === login);
      assert.ok(found.length > 0, `${name} is not part of logging in`);
    }
    const request = named("POST /auth/login").at(-1)!;
    // Fresh itself adds spans in between.
    let outer = named("hash").find(({ traceId }) => traceId === login);
    while (outer && outer.spanId !== request.spanId) {
      const { parentSpanId } = outer;
      outer = spans.find(({ spanId }) => spanId === parentSpanId);
    }
    assert.ok(outer, "the hash is not within the request");
    const links = HAS_LOGIN_LINK ? ["email login_link"] : [];
    for (const name of ["email sign_up", ...links, "email recover"]) {
      assert.equal(named(name).length, 1, name);
    }
  });

  await test.step("a log entry names its trace", () => {
    const line = new RegExp(`route=${GUARDED_PAGE} .*trace=([0-9a-f]{32})`);
    const [, trace] = line.exec(printed)!;
    assert.equal(traceOf(`GET ${GUARDED_PAGE}`), trace);
  });

  await test.step("the log and other output contain no secret either", () => {
    const [, ...afterStart] = printed.split("Next:");
    for (const secret of secrets) {
      assert.ok(!afterStart.join().includes(secret), `it printed ${secret}`);
    }
  });

  await test.step("the metrics equal those of /metrics", () => {
    const points = collector.points();
    const value = (metric: string, labels: Record<string, string> = {}) =>
      points.find((point) =>
        point.metric === metric &&
        Object.entries(labels).every(([name, value]) =>
          point.labels[name] === value
        )
      )?.value;
    assert.equal(
      value("latchkey.logins", { method: "link", result: "ok" }),
      1,
    );
    assert.equal(
      value("latchkey.logins", { method: "password", result: "wrong" }),
      1,
    );
    assert.ok(Number(value("latchkey.hash.wait")) >= 4);
    assert.equal(value("latchkey.hash.queue.length"), 0);
    assert.ok(
      Number(value("latchkey.store.duration", { operation: "users.create" })) >=
        1,
    );
    for (
      const gauge of [
        "latchkey.sessions.live",
        "latchkey.email.queue.length",
        "latchkey.email.queue.age",
        "process.resident_memory",
      ]
    ) assert.equal(typeof value(gauge), "number", gauge);
  });
});

Deno.test("refuses to start with telemetry that would leak secrets, and says what to set", async () => {
  await using collector = startCollector();
  const env = {
    ...collector.env,
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "",
    DATABASE_FILE: ":memory:",
  };
  await assert.rejects(startApp({ env }), (error) => {
    assert.ok(error instanceof AppEnded);
    assert.equal(error.code, 1);
    assert.match(error.said, /OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT must be 0/);
    return true;
  });
});
