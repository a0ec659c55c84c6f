/** Like `telemetry_test.ts`, with Deno's default format. */
import assert from "node:assert/strict";
import { startBinaryCollector } from "./collector.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import { travel } from "./journey.ts";

Deno.test("a protobuf collector gets routes but no secret", async (test) => {
  await using collector = startBinaryCollector();
  const { secrets } = await travel(collector.env);
  const raw = collector.raw();
  const spans = collector.spans();

  await test.step("spans are named by method and route pattern and have no attributes", () => {
    const names = new Set(spans.map(({ name }) => name));
    for (
      const name of [
        "GET /",
        "POST /auth/verify",
        ...HAS_LOGIN_LINK ? ["GET /auth/link/open"] : [],
        "POST /auth/recover/new",
        "GET none",
        "hash",
        "store users.byAddressKey",
        "email recover",
      ]
    ) {
      assert.ok(names.has(name), `there is no span ${name}`);
      assert.ok(raw.includes(name), "what arrived can be searched unchanged");
    }
    assert.ok(spans.length > 100);
    for (const { name, attributes } of spans) assert.equal(attributes, 0, name);
    assert.ok(raw.includes("latchkey.logins"), "the metrics arrived too");
  });

  await test.step("no byte contains a token, code, address, password or cookie", () => {
    assert.ok(secrets.length >= 12, "the journey had its secrets");
    for (const secret of secrets) {
      for (const form of [secret, encodeURIComponent(secret), btoa(secret)]) {
        assert.ok(!raw.includes(form), `it received ${form}`);
      }
    }
    assert.doesNotMatch(raw, /@example|token=|stray/);
  });
});
