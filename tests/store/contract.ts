/**
 * What every store does, whatever database lies behind it.
 *
 * @module
 */
import type { Store } from "../../lib/store/store.ts";
import { limitsContract } from "./limits_contract.ts";
import { sessionEndsContract, sessionsContract } from "./sessions_contract.ts";
import type { StoreTest } from "./fixtures.ts";
import { userChangesContract, usersContract } from "./users_contract.ts";

/** Opens an empty store; called once a test. */
export type OpenStore = () => Promise<Store>;

/** Holds a store to its contract. */
export function storeContract(name: string, open: OpenStore): void {
  const test: StoreTest = (sentence, body) =>
    Deno.test(`${name}: ${sentence}`, async () => {
      const store = await open();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  usersContract(test);
  userChangesContract(test);
  sessionsContract(test);
  sessionEndsContract(test);
  limitsContract(test);
  test("a store that is open answers a ping", (store) => store.ping());
}
