/** How often the app tries to reach an unavailable PostgreSQL. */
import assert from "node:assert/strict";
import { createBackOff } from "./back_off.ts";
import { connectDatabase } from "../open.ts";
import { StoreUnavailableError } from "../unavailable.ts";

/** As many as ask at the same time, before any gets an answer. */
const KNOCKS_AT_FIRST = 20;

Deno.test("doesn't retry an unavailable server for every request", async () => {
  using door = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let knocks = 0;
  const shutting = (async () => {
    for await (const visitor of door) {
      knocks++;
      visitor.close();
    }
  })();
  const { port } = door.addr;
  const database = await connectDatabase({
    databaseUrl: new URL(`postgres://nobody@127.0.0.1:${port}/nothing`),
    databaseFile: null,
  });
  const ask = () => database.db.selectFrom("users").select("id").execute();
  const began = performance.now();
  let asked = 0;
  while (asked < 1_000 || knocks < KNOCKS_AT_FIRST + 2) {
    assert.ok(performance.now() - began < 60_000, "no one tries again");
    await Promise.all(Array.from({ length: KNOCKS_AT_FIRST }, async () => {
      asked++;
      await assert.rejects(ask(), (error) => {
        assert.ok(error instanceof StoreUnavailableError, String(error));
        assert.equal(error.trouble, "gone");
        return true;
      });
    }));
    await new Promise((done) => setTimeout(done, 5));
  }
  // After the first, one per pause; only the first four pauses are below half a
  // second.
  const most = KNOCKS_AT_FIRST + 5 + (performance.now() - began) / 500;
  assert.ok(knocks <= most, `${knocks} connections`);
  await database.close();
  door.close();
  await shutting;
});

Deno.test("allows one attempt after each pause, and all requests once it succeeds", () => {
  let time = 0;
  const backOff = createBackOff(() => time);
  const gone = new Error("gone");
  const refused = () => backOff.lastFailure() === gone;
  assert.ok(!refused());
  const pauses: number[] = [];
  for (let failures = 0; failures < 8; failures++) {
    backOff.failed(gone);
    backOff.failed(gone); // A second request that arrived with that one.
    const since = time;
    while (refused()) time++;
    pauses.push(time - since);
    assert.ok(refused(), "only one tries");
  }
  assert.ok(pauses[0] >= 50 && pauses[0] <= 101, `${pauses}`);
  assert.ok(pauses[1] >= 100 && pauses[1] <= 201, `${pauses}`);
  assert.ok(pauses.slice(4).every((each) => each >= 500 && each <= 1_001));
  time += 1_000;
  assert.ok(!refused(), "one that never reports its result isn't waited for");
  backOff.succeeded();
  assert.ok(!refused() && !refused());
});
