/** PostgreSQL stops while the site is running, and comes back. */
import assert from "node:assert/strict";
import { GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { until } from "@latchkey/core/testing";
import { ignore, startPostgres } from "@latchkey/core/testing/databases";
import { logIn, startCluster, statusesOf } from "../cluster/cluster.ts";

const ADA = { username: "user1@gmail.com", password: "12345" };

/** How long a process may take to find the database again, in milliseconds. */
const RECOVERY_MS = 10_000;

Deno.test({
  name:
    "asks users to come back while PostgreSQL is away, and recovers by itself",
  ignore,
  async fn() {
    await using server = await startPostgres();
    if (server === null) return;
    await using cluster = await startCluster(
      2,
      await server.createDatabase(),
    );
    const { send, processes } = cluster;
    const cookie = await logIn(cluster, ADA);
    assert.deepEqual(await statusesOf(cluster, cookie), [200, 200]);

    await server.stop();
    for (const at of processes) {
      const answers = await Promise.all([
        send(GUARDED_PAGE, { cookie, at }),
        send("/auth/login", { fields: ADA, at }),
        send("/readyz", { at }),
      ]);
      for (const { status, headers } of answers) {
        assert.equal(status, 503);
        assert.ok(Number(headers.get("retry-after")) > 0);
      }
      const [page, form, ready] = await Promise.all(
        answers.map((answer) => answer.text()),
      );
      for (const html of [page, form]) {
        assert.match(html, sentence(messages.errors.statuses[503].title));
        assert.doesNotMatch(html, /ECONN|postgres|terminat/i);
      }
      assert.match(ready, /not ready/);
      assert.deepEqual(await answerOf(send("/healthz", { at })), 200);
      assert.deepEqual(await answerOf(send("/auth/login", { at })), 200);
    }

    await server.start();
    const took = await until(
      async () =>
        (await statusesOf(cluster, cookie)).every((status) => status === 200),
      RECOVERY_MS,
    );
    console.log(`everything went on after ${Math.round(took)} ms`);
    await logIn(cluster, ADA);
    for (const process of processes) {
      const logged = process.said().match(/database\.unavailable/g) ?? [];
      assert.ok(logged.length >= 1 && logged.length <= 3, process.said());
      assert.doesNotMatch(process.said(), /Uncaught|latchkey:/);
    }
  },
});

async function answerOf(asked: Promise<Response>): Promise<number> {
  const response = await asked;
  await response.body?.cancel();
  return response.status;
}
