import { openSite } from "../site.ts";
import { clockContract } from "../resilience/clock_contract.ts";
import { emptiedDatabase, ignore } from "@latchkey/core/testing/databases";

if (!ignore) {
  clockContract(
    "PostgreSQL",
    async () =>
      await openSite({ settings: { databaseUrl: await emptiedDatabase() } }),
  );
}
