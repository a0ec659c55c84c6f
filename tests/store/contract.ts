/**
 * What every store does, whatever database lies behind it.
 *
 * @module
 */
import type { Store } from "../../lib/latchkey/store.ts";
import { addressChangesContract } from "./addresses_contract.ts";
import type { StoreTest } from "./fixtures.ts";
import { limitsContract } from "./limits_contract.ts";
import { activityContract, incidentsContract } from "./logs_contract.ts";
import { mailListsContract, mailQueueContract } from "./mail_queue_contract.ts";
import { oneTimeCodesContract } from "./one_time_codes_contract.ts";
import {
  oneTimeTokensContract,
  siblingsContract,
} from "./one_time_tokens_contract.ts";
import { addressRestoredContract } from "./restored_addresses_contract.ts";
import { searchContract } from "./search_contract.ts";
import {
  endEveryoneContract,
  passwordConfirmedContract,
} from "./session_changes_contract.ts";
import { sessionCountContract } from "./session_count_contract.ts";
import { sessionEndsContract, sessionsContract } from "./sessions_contract.ts";
import {
  deletionContract,
  userFieldsContract,
} from "./user_fields_contract.ts";
import { userChangesContract, usersContract } from "./users_contract.ts";

const contracts = [
  usersContract,
  userChangesContract,
  userFieldsContract,
  deletionContract,
  addressChangesContract,
  addressRestoredContract,
  searchContract,
  sessionsContract,
  sessionEndsContract,
  passwordConfirmedContract,
  endEveryoneContract,
  sessionCountContract,
  limitsContract,
  oneTimeTokensContract,
  siblingsContract,
  oneTimeCodesContract,
  activityContract,
  incidentsContract,
  mailQueueContract,
  mailListsContract,
];

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
  for (const contract of contracts) contract(test);
  test("a store that is open answers a ping", (store) => store.ping());
}
