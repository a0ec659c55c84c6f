/**
 * Another process on a database file. `file_process.ts <file> take <times>` takes from a limit
 * that often; `file_process.ts <file> sign-up` adds accounts until it is killed, and prints the
 * id of each.
 *
 * @module
 */
import { openStore } from "../../open_store.ts";
import { aUser, NOW } from "./fixtures.ts";
import { TEST_MIGRATIONS } from "../site.ts";

/** The limit to take from. */
export const LIMIT = { burst: 1_000, refillSeconds: 3_600 };

if (import.meta.main) {
  const [databaseFile, what, times] = Deno.args;
  const { store } = await openStore(
    { databaseUrl: null, databaseFile },
    TEST_MIGRATIONS,
  );
  if (what === "take") {
    const taken = Array.from(
      { length: Number(times) },
      () => store.limits.take([["x", LIMIT]], NOW),
    );
    await Promise.all(taken);
    await store.close();
  } else {
    for (;;) {
      const user = aUser();
      await store.users.create(user);
      console.log(user.id);
    }
  }
}
