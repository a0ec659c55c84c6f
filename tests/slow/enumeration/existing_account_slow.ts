/**
 * No page reveals whether an account exists: neither by status, text and
 * headers, nor by its time.
 *
 * Each form is sent in turn for accounts that exist and for ones that don't,
 * from changing client addresses, with the cheapest hashes, which hide the
 * least.
 */
import assert from "node:assert/strict";
import { FORMS, siteFor } from "./forms.ts";
import { addressesOf, assertSameTime, formFor, send } from "./measuring.ts";

for (const [name, form] of Object.entries(FORMS)) {
  const { tries = 200 } = form;
  Deno.test(`${name}: answers alike whether the account exists or not`, async () => {
    await using site = await siteFor(form);
    const { existing, missing } = await addressesOf(site, form, 1);
    const answers: unknown[] = [];
    for (const [address] of [existing, missing]) {
      const answer = await send(await formFor(site, form, address, 0));
      answers.push(await describe(answer, address));
    }
    assert.deepEqual(answers[0], answers[1]);
  });

  Deno.test(`${name}: takes the same time in ${tries} attempts each`, async () => {
    await assertSameTime(form, tries, () => siteFor(form));
  });
}

Deno.test("login: hides that the database finds an account 5 ms later than none", async () => {
  const form = FORMS["login"];
  await assertSameTime(form, 50, async () => {
    const site = await siteFor(form);
    const { users } = site.services.store;
    const { byAddressKey } = users;
    Object.assign(users, {
      async byAddressKey(key: string) {
        const user = await byAddressKey(key);
        if (user) await new Promise((found) => setTimeout(found, 5));
        return user;
      },
    });
    return site;
  });
});

/**
 * Everything in an answer that isn't random by design, without the typed
 * address.
 */
async function describe(answer: Response, address: string) {
  const plain = (text: string) =>
    text.replaceAll(address, "ADDRESS")
      .replace(/'?nonce-[^'"\s]+|nonce="[^"]+"/g, "NONCE")
      .replace(/name="invite" value="[\w-]{43}"/, "INVITE");
  return {
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => [
      name,
      name === "set-cookie"
        ? value.replace(/=[\w.-]{16,}/, "=RANDOM")
        : name === "x-request-id"
        ? "RANDOM"
        : plain(value),
    ]),
    body: plain(await answer.text()),
  };
}
