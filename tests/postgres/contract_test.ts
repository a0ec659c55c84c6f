import { storeContract } from "../store/contract.ts";
import { ignore, openEmptyStore } from "./each_database.ts";

if (!ignore) {
  storeContract("PostgreSQL", async () => (await openEmptyStore()).store);
}
