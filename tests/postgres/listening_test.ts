/** Listening to other processes, on a connection that is lost and comes back. */
import assert from "node:assert/strict";
import { createLog } from "../../lib/log.ts";
import { createListeningNotes } from "../../lib/log/listening.ts";
import { openStore } from "../../lib/store/open.ts";
import { until } from "../until.ts";
import { ignore } from "./each_database.ts";
import { startPostgres } from "./server.ts";

Deno.test({
  name:
    "PostgreSQL: a restart of the server is one line that changes are not heard of, and one that they are again",
  ignore,
  async fn() {
    await using server = await startPostgres();
    if (server === null) return;
    const lines: string[] = [];
    const log = createLog("info", "json", (_level, line) => lines.push(line));
    const events = () => lines.map((line) => JSON.parse(line).event);
    const note = createListeningNotes(log);
    let [tries, told] = [0, false];
    const store = await openStore(
      {
        databaseUrl: new URL(await server.createDatabase()),
        databaseFile: null,
        sessionCacheSeconds: 5,
      },
      Date.now,
      {
        listening(isTold) {
          tries++;
          told = isTold;
          note(isTold);
        },
      },
    );
    await until(() => told);
    assert.deepEqual(events(), []);
    const before = tries;
    await server.stop();
    await until(() => tries >= before + 3);
    assert.deepEqual(events(), ["store.listening_lost"]);
    await server.start();
    await until(() => told);
    await store.ping();
    await store.close();
    assert.deepEqual(
      events(),
      ["store.listening_lost", "store.listening_resumed"],
      "closing it is no loss",
    );
  },
});
