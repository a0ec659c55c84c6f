/** The guide's nginx in front of the built app. */
import assert from "node:assert/strict";
import { send } from "./client.ts";
import { startNginx } from "./nginx.ts";
import { isInstalled } from "../../debian.ts";
import { proxyTests } from "./proxy_tests.ts";

const ignore = !await isInstalled("nginx", "nginx-light");
const stack = proxyTests("nginx", startNginx, ignore);

Deno.test({
  name:
    "nginx: too many requests of one client get 429, and other clients none",
  ignore,
  async fn() {
    const { proxy } = stack();
    const request = { path: "/healthz", from: "127.0.0.2" };
    const statuses = await Promise.all(
      Array.from({ length: 300 }, () => send(proxy, request)),
    );
    const limited = statuses.filter(({ status }) => status === 429);
    assert.ok(limited.length > 0);
    assert.equal(limited[0].headers["strict-transport-security"].length, 1);
    assert.equal((await send(proxy, { path: "/healthz" })).status, 200);
  },
});

Deno.test({
  name:
    "nginx: the authority's requests for certificates are answered over HTTP",
  ignore,
  async fn() {
    const { proxy } = stack();
    const path = "/.well-known/acme-challenge/token-0123";
    await proxy.putFile(path, "token-0123.thumbprint");
    const { status, body } = await send(proxy, { path, plain: true });
    assert.equal(status, 200);
    assert.equal(body, "token-0123.thumbprint");
  },
});
