/**
 * What is promised of every proxy in front of the site. Each test is registered for the
 * proxies that call {@linkcode proxyTests}.
 *
 * @module
 */
import assert from "node:assert/strict";
import { originOf, send } from "./client.ts";
import { addressTests, loginTests } from "./client_tests.ts";
import { outageTests, requestTests } from "./limit_tests.ts";
import type { Proxy, ProxyOptions } from "./proxy.ts";
import { contentTests, protocolTests } from "./public_tests.ts";
import { type Stack, startStack } from "./stack.ts";

/** Registers a test of one proxy. */
export type ProxyTest = (
  title: string,
  fn: (stack: Stack) => Promise<void>,
) => void;

/** What no log may contain. */
export const SECRET = "f0rtunate-t0ken-0f-a-link";

/** Headers that a browser obeys only when they are sent once. */
export const ONCE = [
  "strict-transport-security",
  "content-security-policy",
  "x-content-type-options",
  "cross-origin-opener-policy",
  "referrer-policy",
  "permissions-policy",
  "x-request-id",
];

/**
 * Registers the tests of a proxy.
 *
 * @param ignore Whether the proxy isn't installed.
 * @returns what runs during the tests.
 */
export function proxyTests(
  name: string,
  startProxy: (options: ProxyOptions) => Promise<Proxy>,
  ignore: boolean,
): () => Stack {
  let stack: Stack;
  Deno.test.beforeAll(async () => {
    if (!ignore) stack = await startStack(startProxy);
  });
  Deno.test.afterAll(async () => await stack?.[Symbol.asyncDispose]());
  const test: ProxyTest = (title, fn) =>
    Deno.test({ name: `${name}: ${title}`, ignore, fn: () => fn(stack) });
  loginTests(test);
  addressTests(test);
  protocolTests(test);
  contentTests(test);
  requestTests(test);
  outageTests(test);
  logTests(test); // Last: they read what the other tests left.
  return () => stack;
}

function logTests(test: ProxyTest): void {
  test("logs have clients and paths, and no token, cookie or address of an email", async ({ proxy }) => {
    await send(proxy, {
      path: `/auth/verify?token=${SECRET}`,
      from: "127.0.0.2",
      headers: {
        cookie: `__Host-access_token=${SECRET}`,
        referer: `${originOf(proxy)}/auth/verify?token=${SECRET}`,
        authorization: `Bearer ${SECRET}`,
      },
    });
    await send(proxy, { path: `/auth/verify?token=${SECRET}`, plain: true });
    await new Promise((done) => setTimeout(done, 500));
    const logs = await proxy.logs();
    assert.match(logs, /\/auth\/verify\b/);
    assert.match(logs, /127\.0\.0\.2\b/);
    assert.doesNotMatch(logs, new RegExp(SECRET));
    assert.doesNotMatch(logs, /ada(@|%40)example/);
  });
}
