import assert, { deepStrictEqual as equal } from "node:assert/strict";
import { run, runJson } from "../../testing/cli/run.ts";
import {
  type Recovering,
  recovering,
  RECOVERING_SITE,
} from "../../testing/recovering.ts";
import { accountRecovery } from "./feature.ts";

const { features } = RECOVERING_SITE;

/** Runs a command on the database of a test. */
const command = ({ services: { store, database } }: Recovering, call: string) =>
  run(store, call.split(" "), { features, database });

Deno.test("account-recovery list shows what is running", async () => {
  await using test = await recovering();
  const none = await command(test, "account-recovery list");
  equal([none.code, none.out], [0, "No account recovery is running."]);
  await test.start();
  await test.step();
  const { code, out } = await command(test, "account-recovery list");
  equal(code, 0);
  equal(out.split("\n").map((line) => line.split(/ {2,}/)), [
    ["STARTED (UTC)", "READY", "STATE", "EMAILS", "ACCOUNT"],
    [
      "2030-01-01 00:00",
      "2030-01-04 00:00",
      "waiting",
      "1",
      "ada@example.com",
    ],
  ]);
  const { store, database } = test.services;
  const { recoveries } = await runJson(store, ["account-recovery", "list"], {
    features,
    database,
  });
  equal(recoveries[0].readyAt, "2030-01-04T00:00:00.000Z");
});

Deno.test("account-recovery cancel stops one, tells the owner, and fails when there is none", async () => {
  await using test = await recovering();
  const { services, ada } = test;
  const call = "account-recovery cancel ada@example.com";
  const none = await command(test, call);
  equal(none.code, 1);
  assert.match(none.err, /No recovery is running for ada@example\.com\./);
  await test.start();
  const { code, out, err } = await command(test, call);
  equal([code, err], [0, ""]);
  assert.match(out, /was stopped/);
  equal(await services.use(accountRecovery).running(ada.id), null);
  await services.mail.deliver();
  await services.mail.settled();
  const [newest] = services.mailbox.messages();
  equal(newest.subject, "Your account recovery was stopped");
  await test.start(); // Without a pause.
});

Deno.test("account-recovery cancel fails for an unknown account", async () => {
  await using test = await recovering();
  const { code } = await command(test, "account-recovery cancel eve@x.example");
  equal(code, 1);
});

Deno.test("users show tells of a recovery", async () => {
  await using test = await recovering();
  const call = "users show ada@example.com";
  assert.doesNotMatch((await command(test, call)).out, /Recovery/);
  await test.start();
  const { out } = await command(test, call);
  assert.match(
    out,
    /^Recovery {2}started 2030-01-01 00:00 UTC, ready at 2030-01-04 00:00 UTC$/m,
  );
});

Deno.test("counts what is running and what is ready", async () => {
  await using test = await recovering();
  const { use } = test.services;
  const counts = () => accountRecovery.counts?.(use(accountRecovery));
  equal(await counts(), { running: 0, ready: 0 });
  await test.start();
  equal(await counts(), { running: 1, ready: 0 });
  await test.wait(75);
  equal(await counts(), { running: 1, ready: 1 });
});
