import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { decodeJwt } from "jose";
import { listSessions, resumeSession, startSession } from "./sessions.ts";
import type { TestServices } from "../../testing/services.ts";
import { loggedIn, plain, remembered } from "../../testing/logged_in.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Uses the site by cookie at an interval for a while; returns the last token.
 */
async function keepUsing(
  services: TestServices,
  token: string,
  every: number,
  total: number,
): Promise<string | null> {
  for (let passed = 0; passed < total; passed += every) {
    services.clock.advance(every);
    const resumed = await resumeSession(services, token, "cookie");
    if (!resumed) return null;
    token = resumed.renewed ?? token;
  }
  return token;
}

Deno.test("starts a session with a random id, its times and a token", async () => {
  await using context = await loggedIn();
  const { services, user, session, token } = context;
  match(session.id, /^[\w-]{22}$/);
  equal(session, {
    ...session,
    userId: user.id,
    epoch: 0,
    remembered: false,
    userAgent: "Firefox",
    createdAt: services.now(),
    lastSeenAt: services.now(),
    expiresAt: services.now() + 12 * HOUR,
  });
  equal(await resumeSession(services, token, "cookie"), {
    user,
    session,
    maxAgeSeconds: null,
  });
  equal(await resumeSession(services, token, "bearer"), {
    user,
    session,
    maxAgeSeconds: null,
  });
});

Deno.test("gives every session its own id", async () => {
  await using context = await loggedIn();
  const ids = new Set<string>();
  for (let count = 0; count < 100; count++) {
    ids.add(
      (await startSession(context.services, context.user, plain)).session.id,
    );
  }
  equal(ids.size, 100);
});

Deno.test("a plain session's cookie ends with the browser, a persistent one's lasts 30 days", async () => {
  await using context = await loggedIn();
  equal([context.maxAgeSeconds, context.expiresInSeconds], [null, 1800]);
  await using other = await loggedIn(remembered);
  equal([other.maxAgeSeconds, other.expiresInSeconds], [
    30 * DAY / SECOND,
    1800,
  ]);
});

Deno.test("truncates the user agent and strips control characters", async () => {
  await using context = await loggedIn({
    ...plain,
    userAgent: `a\0b\r\n\x1b[31m${"😀".repeat(1000)}`,
  });
  match(context.session.userAgent, /^a b {3}\[31m/);
  ok(
    context.session.userAgent.length <= 256 &&
      context.session.userAgent.isWellFormed(),
  );
});

Deno.test("renews a token past half its life, and only in a cookie", async () => {
  await using context = await loggedIn();
  const { services, user, session, token } = context;
  services.clock.advance(15 * MINUTE - 1);
  equal(await resumeSession(services, token, "cookie"), {
    user,
    session,
    maxAgeSeconds: null,
  });
  services.clock.advance(1);
  equal(await resumeSession(services, token, "bearer"), {
    user,
    session,
    maxAgeSeconds: null,
  });
  const resumed = await resumeSession(services, token, "cookie");
  ok(resumed?.renewed);
  equal(resumed.session.lastSeenAt, services.now());
  equal(resumed.maxAgeSeconds, null);
  equal(decodeJwt(resumed.renewed).exp, services.now() / 1000 + 1800);
  const [kept] = await listSessions(services, user.id);
  equal(kept.lastSeenAt, services.now());
});

Deno.test("concurrent pages all renew the token and none is logged out", async () => {
  await using context = await loggedIn();
  const { services, token } = context;
  services.clock.advance(20 * MINUTE);
  const requests = Array.from(
    { length: 20 },
    () => resumeSession(services, token, "cookie"),
  );
  const tokens = (await Promise.all(requests)).map((resumed) =>
    resumed?.renewed
  );
  equal(new Set(tokens).size, 1);
  ok(tokens[0]);
});

Deno.test("ends a plain session idle for a token's lifetime", async () => {
  await using context = await loggedIn();
  const { services, token } = context;
  services.clock.advance(30 * MINUTE - 1);
  ok(await resumeSession(services, token, "cookie"));
  services.clock.advance(1);
  equal(await resumeSession(services, token, "cookie"), null);
  equal(await resumeSession(services, token, "bearer"), null);
});

Deno.test("an active plain session lasts 12 hours and no longer", async () => {
  await using context = await loggedIn();
  const { services, token } = context;
  const last = await keepUsing(
    services,
    token,
    10 * MINUTE,
    12 * HOUR - 10 * MINUTE,
  );
  ok(last);
  services.clock.advance(10 * MINUTE - 1);
  ok(await resumeSession(services, last, "cookie"));
  services.clock.advance(1);
  equal(await resumeSession(services, last, "cookie"), null);
});

Deno.test("a persistent session resumes after idle days, with the cookie's age counted down", async () => {
  await using context = await loggedIn(remembered);
  const { services, token } = context;
  services.clock.advance(29 * DAY);
  equal(await resumeSession(services, token, "bearer"), null);
  const resumed = await resumeSession(services, token, "cookie");
  equal(resumed?.maxAgeSeconds, DAY / SECOND);
  ok(resumed?.renewed);
});

Deno.test("a persistent session ends after 30 days, however much it is used", async () => {
  await using context = await loggedIn(remembered);
  const { services, token } = context;
  const last = await keepUsing(services, token, 12 * HOUR, 29.5 * DAY);
  ok(last);
  services.clock.advance(12 * HOUR);
  equal(await resumeSession(services, last, "cookie"), null);
  equal(await listSessions(services, context.user.id), []);
});

Deno.test("a session's last token ends with the session", async () => {
  await using context = await loggedIn();
  const { services, token } = context;
  const last = await keepUsing(
    services,
    token,
    10 * MINUTE,
    12 * HOUR - 10 * MINUTE,
  );
  const resumed = await resumeSession(services, last ?? "", "cookie");
  ok(resumed);
  equal(decodeJwt(last ?? "").exp, resumed.session.expiresAt / 1000);
});
