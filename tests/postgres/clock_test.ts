import { openSite } from "../site.ts";
import { clockContract } from "../resilience/clock_contract.ts";
import {
  emptiedDatabase,
  ignore,
} from "../../lib/latchkey/testing/postgres/each_database.ts";

if (!ignore) {
  clockContract(
    "PostgreSQL",
    async () =>
      await openSite({ settings: { databaseUrl: await emptiedDatabase() } }),
  );
}
