/** What a site's own feature does besides its tables. */
import assert, { deepStrictEqual as equal } from "node:assert/strict";
import { startBackgroundJobs } from "./background_jobs.ts";
import { removeDueAccounts } from "./features/deletion/deletion.ts";
import { addUser, testServices } from "./testing/services.ts";
import { run } from "./testing/cli/run.ts";
import { exportAccount } from "./features/export/export.ts";
import { until } from "./testing/until.ts";
import { createShelf, siteWith } from "./testing/database/shelf.ts";

Deno.test("runs a feature's jobs repeatedly, never two at the same time, until they are stopped", async () => {
  let [begun, running, most] = [0, 0, 0];
  let signal: AbortSignal | undefined;
  const shelf = createShelf({
    delete: () => Promise.resolve(),
    jobs: {
      sweep: {
        everySeconds: 0.01,
        async run(_queries, stop) {
          signal = stop;
          begun++;
          most = Math.max(most, ++running);
          await new Promise((done) => setTimeout(done, 40));
          running--;
        },
      },
      fail: {
        everySeconds: 0.01,
        run: () => Promise.reject(new Error("out of paper")),
      },
    },
  });
  await using services = await testServices({ site: siteWith(shelf) });
  const jobs = startBackgroundJobs(services);
  await until(() => begun >= 3);
  assert.equal(signal?.aborted, false);
  await jobs.stop();
  assert.equal(signal?.aborted, true);
  const last = begun;
  assert.deepEqual([running, most], [0, 1]);
  await new Promise((done) => setTimeout(done, 60));
  assert.equal(begun, last);
  const failures = services.logged.filter((line) => /out of paper/.test(line));
  assert.ok(failures.length >= 2);
  assert.match(
    failures[0],
    /"event":"job_failed".*"feature":"shelf","job":"fail"/,
  );
});

Deno.test("users remove defers to the server when a feature keeps data elsewhere", async () => {
  const shelf = createShelf();
  await using services = await testServices({ site: siteWith(shelf) });
  const user = await addUser(services);
  const call = ["users", "remove", user.address, "--yes"];
  const { code, out } = await run(services.store, call, {
    features: services.site.features,
  });
  equal(code, 0);
  assert.match(out, /A running server removes it within ten minutes\./);
  equal(await removeDueAccounts(services), 1);
});

Deno.test("includes a feature's data in the account's export", async () => {
  const shelf = createShelf();
  await using services = await testServices({ site: siteWith(shelf) });
  const { id } = await addUser(services);
  await services.use(shelf).add(id, "Emma");
  const { shelf: section } = JSON.parse(
    JSON.stringify(await exportAccount(services, id)),
  );
  equal(section.books[0].title, "Emma");
});
