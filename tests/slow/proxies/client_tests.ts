/**
 * How the app sees people through a proxy: their cookies, addresses and hosts.
 *
 * @module
 */
import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../../pages.ts";
import { send } from "./client.ts";
import { cookiesOf, logIn } from "./person.ts";
import type { ProxyTest } from "./proxy_tests.ts";
import { withStandIn } from "./stack.ts";

/** Logging in, and forms of other sites. */
export function loginTests(test: ProxyTest): void {
  test("a person logs in, with a Secure cookie of this host alone", async ({ proxy }) => {
    const answer = await logIn(proxy);
    assert.equal(answer.status, 303, answer.body);
    const cookie = answer.headers["set-cookie"]
      .find((line) => line.startsWith("__Host-access_token="));
    assert.match(cookie ?? "", /; Secure/i);
    const account = await send(proxy, {
      path: GUARDED_PAGE,
      headers: { cookie: cookiesOf(answer) },
    });
    assert.equal(account.status, 200);
  });

  test("a form of another site is rejected, whatever host it claims", async ({ proxy }) => {
    const answer = await logIn(proxy, {
      headers: {
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
        "x-forwarded-host": "evil.example",
        forwarded: "host=evil.example",
      },
    });
    assert.equal(answer.status, 403);
  });
}

/** The client's address, whatever it claims. */
export function addressTests(test: ProxyTest): void {
  test("a claimed address isn't shown in the activity", async ({ proxy }) => {
    const answer = await logIn(proxy, {
      headers: {
        "x-forwarded-for": "203.0.113.9",
        "x-real-ip": "203.0.113.9",
        forwarded: "for=203.0.113.9",
      },
    });
    const activity = await send(proxy, {
      path: "/account/activity",
      headers: { cookie: cookiesOf(answer) },
    });
    assert.match(activity.body, /127\.0\.0\.x/);
    assert.doesNotMatch(activity.body, /203\.0\.113/);
  });

  test("failed logins count by the client's address, whatever it claims", async ({ proxy }) => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      const { status } = await logIn(proxy, {
        password: "not the password",
        from: "127.0.0.2",
        headers: { "x-forwarded-for": `203.0.113.${n}` },
      });
      statuses.push(status);
    }
    assert.equal(statuses[0], 401);
    assert.equal(statuses.at(-1), 429, statuses.join());
    const other = await logIn(proxy, { password: "not the password" });
    assert.equal(other.status, 401, "another client is not limited");
  });

  test("the app gets the proxy's word for each thing that clients claim", ({ proxy, ...app }) =>
    withStandIn(
      app,
      ({ headers }) => Response.json(Object.fromEntries(headers)),
      async () => {
        const { body } = await send(proxy, {
          path: "/",
          from: "127.0.0.2",
          headers: {
            forwarded: "for=203.0.113.9;host=evil.example;proto=http",
            "x-forwarded-for": "203.0.113.9",
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "http",
            "x-real-ip": "203.0.113.9",
            "x-request-id": "claimed-0123456789",
          },
        });
        const received = JSON.parse(body);
        assert.equal(received["x-forwarded-for"], "127.0.0.2");
        assert.equal(received["x-forwarded-proto"], "https");
        assert.match(received["x-forwarded-host"], /^localhost(:\d+)?$/);
        assert.doesNotMatch(body, /evil|203\.0\.113|claimed/);
      },
    ));

  test("the app uses the proxy's request ID, never the client's", async ({ proxy }) => {
    const claimed = "claimed-0123456789";
    const { headers } = await send(proxy, {
      path: "/auth/login",
      headers: { "x-request-id": claimed },
    });
    assert.match(headers["x-request-id"][0], /^[\da-f-]{32,36}$/);
    assert.notEqual(headers["x-request-id"][0], claimed);
  });
}
