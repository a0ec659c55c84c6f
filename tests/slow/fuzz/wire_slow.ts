import assert from "node:assert/strict";
import { fuzzWire } from "./wire.ts";

Deno.test("arbitrary bytes over a connection cause no internal error, and the site keeps serving", async () => {
  const seed = crypto.getRandomValues(new Uint16Array(1))[0];
  console.log(`seed ${seed}`);
  const { connections, statuses } = await fuzzWire({ requests: 250, seed });
  assert.ok(connections >= 250);
  for (const status of [200, 303, 400, 401, 404]) {
    assert.ok(statuses.has(status), `no answer had status ${status}`);
  }
});
