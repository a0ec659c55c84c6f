import assert from "node:assert/strict";
import { RECOVERY } from "./forms.ts";
import { fuzz } from "./fuzz.ts";
import { PATHS } from "./targets.ts";

Deno.test("answers thousands of requests of every kind without an internal error, a leaked secret or a missing header", async () => {
  const seed = crypto.getRandomValues(new Uint16Array(1))[0];
  console.log(`seed ${seed}`);
  const { requests, statuses, found } = await fuzz({
    requests: 2_000,
    seed,
  });
  assert.ok(requests >= 2_000);
  for (const status of [200, 303, 401, 403, 404, 405, 422]) {
    assert.ok(statuses.has(status), `no answer had status ${status}`);
  }
  const missing = PATHS.filter((path) =>
    !/nowhere|nothing|dev|\{/.test(path) && !found.has(path)
  );
  assert.deepEqual(missing, [], "paths that no request reached");
  assert.ok(found.get("/metrics")?.has(200), "the metrics were never read");
  for (const status of [200, 303, 422]) {
    const reached = found.get("/auth/second-factor")?.has(status);
    assert.ok(reached, `no second step had status ${status}`);
  }
  for (
    const [page, statuses] of Object.entries({
      "": [200, 303],
      "/stop": [200, 303, 410],
      "/finish": [200, 303, 410],
    })
  ) {
    for (const status of statuses) {
      const reached = found.get(RECOVERY + page)?.has(status);
      assert.ok(reached, `no answer of ${RECOVERY}${page} had ${status}`);
    }
  }
});
