/**
 * The contract of a store, for any database.
 *
 * @module
 */
import type { Store } from "../../store.ts";
import { addressChangesContract } from "../../features/account/addresses_contract.ts";
import type { StoreTest } from "./fixtures.ts";
import { limitsContract } from "../../limits/limits_contract.ts";
import {
  activityContract,
  incidentsContract,
} from "../../features/activity/logs_contract.ts";
import {
  mailListsContract,
  mailQueueContract,
} from "../../email/queue_contract.ts";
import { oneTimeCodesContract } from "../../features/tokens/one_time_codes_contract.ts";
import {
  oneTimeTokensContract,
  siblingsContract,
} from "../../features/tokens/one_time_tokens_contract.ts";
import { addressRestoredContract } from "../../features/account/restored_addresses_contract.ts";
import { searchContract } from "../../features/account/search_contract.ts";
import {
  endEveryoneContract,
  passwordConfirmedContract,
} from "../../features/session/session_changes_contract.ts";
import { sessionCountContract } from "../../features/session/session_count_contract.ts";
import {
  sessionEndsContract,
  sessionsContract,
} from "../../features/session/sessions_contract.ts";
import {
  deletionContract,
  userFieldsContract,
} from "../../features/account/user_fields_contract.ts";
import {
  userChangesContract,
  usersContract,
} from "../../features/account/users_contract.ts";

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

/** Opens an empty store. Called once per test. */
export type OpenStore = () => Promise<Store>;

/** Registers the contract's tests for a store. */
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
  test("an open store answers a ping", (store) => store.ping());
}
