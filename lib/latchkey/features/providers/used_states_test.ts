import assert from "node:assert/strict";
import { deleteExpired } from "../../database/expiry.ts";
import { defineSite } from "../../feature.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { providers } from "./feature.ts";

const site = defineSite({ ...TEST_SITE, features: [providers] });
const TEN_MINUTES = 10 * 60_000;

onEachDatabase(
  "a state is used once, of twenty answers at the same moment",
  async ({ settings, edit }) => {
    await using services = await testServices({ site, settings });
    const { useState } = services.use(providers);
    const expiresAt = services.now() + TEN_MINUTES;
    const used = await Promise.all(
      Array.from({ length: 20 }, () => useState("a-state", expiresAt)),
    );
    assert.equal(used.filter(Boolean).length, 1);
    assert.equal(await useState("another", expiresAt), true);
    const rows = await edit<{ hash: string }>(
      "select hash from used_provider_states",
    );
    assert.equal(rows.length, 2);
    assert.doesNotMatch(JSON.stringify(rows), /a-state/);
  },
);

onEachDatabase(
  "a used state is forgotten once it has expired",
  async ({ settings, edit }) => {
    await using services = await testServices({ site, settings });
    const { useState } = services.use(providers);
    await useState("a-state", services.now() + TEN_MINUTES);
    services.clock.advance(TEN_MINUTES + 1);
    await useState("another", services.now() + TEN_MINUTES);
    await deleteExpired(services.database, [providers], services.now());
    const rows = await edit("select hash from used_provider_states");
    assert.equal(rows.length, 1);
  },
);
