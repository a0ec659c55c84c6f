/** Two concurrent clicks on the button that confirms an address. */
import assert from "node:assert/strict";
import { confirmByLink } from "@latchkey/core";
import { CLARA } from "../pages.ts";
import { openSite } from "../site.ts";
import { tokenIn } from "./mailed_link.ts";
import { activityAt, isConfirmed, signUpClara } from "./sign_up.ts";

const CONFIRMED = "/auth/verify";

Deno.test("confirms once, with no error for either click", async () => {
  await using site = await openSite();
  const { visitor, link } = await signUpClara(site);
  const answers = await Promise.all(
    [1, 2].map(() => visitor.post("/auth/verify", { token: tokenIn(link) })),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  assert.deepEqual(statuses, [303, 410]);
  const again = await visitor.post("/auth/verify", { token: tokenIn(link) });
  assert.equal(again.headers.get("location"), CONFIRMED);
  const confirmations = (await activityAt(site, CLARA.address))
    .filter((kind) => kind === "address_verified");
  assert.equal(confirmations.length, 1);
});

Deno.test("records the confirmation once when one click overtakes the other", async () => {
  await using site = await openSite();
  const { oneTimeTokens } = site.services.store;
  const { consume } = oneTimeTokens;
  const reached = Promise.withResolvers<void>();
  const overtaken = Promise.withResolvers<void>();
  let clicks = 0;
  Object.assign(oneTimeTokens, {
    async consume(...token: Parameters<typeof consume>) {
      if (++clicks === 1) {
        reached.resolve();
        await overtaken.promise;
      }
      return await consume(...token);
    },
  });
  const { link } = await signUpClara(site);
  const clientInfo = {
    userAgent: "",
    clientAddress: "192.0.2.1",
    deviceCookie: null,
  };
  const click = () => confirmByLink(site.services, tokenIn(link), clientInfo);

  const first = click();
  await reached.promise;
  assert.ok(await isConfirmed(site), "the first has confirmed the address");
  assert.ok(await click(), "the second uses up the link");
  overtaken.resolve();
  assert.equal(await first, null);
  const kinds = await activityAt(site, CLARA.address);
  assert.equal(kinds.filter((kind) => kind === "address_verified").length, 1);
});
