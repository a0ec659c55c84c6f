import assert from "node:assert/strict";
import { createPasswordHasher, HasherBusy } from "../../lib/auth/passwords.ts";
import { CLARA, sentence, words } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { recoveryLink, tokenIn } from "./mailed_link.ts";

Deno.test("sign-ups from one client are limited, whatever the addresses", async () => {
  await using site = await openSite();
  const statuses = await Promise.all(
    Array.from({ length: 25 }, async (_, i) => {
      const sent = { ...CLARA, address: `c${i}@example.com` };
      return (await site.visitor().post("/auth/signup", sent)).status;
    }),
  );
  assert.equal(statuses.filter((status) => status === 429).length, 5);
});

Deno.test("sign-ups at one address are limited, whether it has an account or not", async () => {
  for (const address of [ANNA.username, CLARA.address]) {
    await using site = await openSite();
    const ask = () =>
      site.visitor().post("/auth/signup", { ...CLARA, address });
    for (let time = 0; time < 5; time++) {
      assert.equal((await ask()).status, 200);
    }
    const refused = await ask();
    const html = await refused.text();
    assert.equal(refused.status, 429);
    assert.match(html, sentence(words.wait.tries));
    assert.ok(html.includes(`value="${address}"`));
    const seconds = Number(refused.headers.get("retry-after"));
    site.clock.advance(seconds * 1000);
    assert.equal((await ask()).status, 200);
  }
});

Deno.test("when too many people are at it, a person is asked to try again and nothing is lost", async () => {
  const passwords = createPasswordHasher({ cost: 4 });
  let busy = false;
  const hash = (password: string) =>
    busy ? Promise.reject(new HasherBusy(3)) : passwords.hash(password);
  await using site = await openSite({ passwords: { ...passwords, hash } });

  busy = true;
  const refused = await site.visitor().post("/auth/signup", CLARA);
  const html = await refused.text();
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("retry-after"), "3");
  assert.match(html, sentence(words.wait.busy));
  assert.match(html, /name="name"[^>]*value="Clara Schumann"/);
  const token = tokenIn(await recoveryLink(site));
  const fields = { token, password: CLARA.password };
  const late = await site.visitor().post("/auth/recover/new", fields);
  assert.equal(late.status, 503);

  busy = false;
  const again = await site.visitor().post("/auth/recover/new", fields);
  assert.equal(again.status, 303);
  assert.equal((await site.visitor().post("/auth/signup", CLARA)).status, 200);
});
