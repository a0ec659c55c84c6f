/** The identity that waits for an account fits into a cookie, and into 4 KB of headers. */
import assert from "node:assert/strict";
import { openFakeSite, withProviders } from "../routes/login_provider.ts";
import { fakeProvider } from "@latchkey/core/testing";

const MAX_BYTES = 4096;

Deno.test("the longest identity fits into the head of a response", async () => {
  const publicUrl = new URL("https://a.rather.long.name.latchkey.example");
  const provider = fakeProvider();
  await using site = await openFakeSite({
    ...withProviders(provider),
    settings: { https: true, publicUrl },
  });
  const visitor = site.visitor();
  const label = "b".repeat(63);
  const headers = { origin: publicUrl.origin };
  const begun = await visitor.post("/auth/provider/fake", {
    next: `/${"n".repeat(299)}`,
    invite: "i".repeat(43),
  }, headers);
  await begun.body?.cancel();
  provider.answer({
    issuer: `https://login.example/${"t".repeat(60)}`,
    subject: "s".repeat(255),
    address: `${"a".repeat(64)}@${label}.${label}.${"c".repeat(55)}.com`,
    addressVerified: false,
    name: "名".repeat(100),
  });
  const url = new URL(provider.callback(begun.headers.get("location")));
  const answer = await visitor.get(url.pathname + url.search);
  await answer.body?.cancel();
  assert.equal(answer.headers.get("location"), "/auth/provider/sign-up");
  const lines = [...answer.headers].map((pair) => pair.join(": ") + "\r\n");
  const bytes = new TextEncoder().encode(lines.join("")).length;
  assert.ok(bytes < MAX_BYTES - 200, `${bytes} bytes`);
  const form = await visitor.get("/auth/provider/sign-up");
  assert.equal(form.status, 200);
  await form.body?.cancel();
});
