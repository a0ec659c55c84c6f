import { storeContract } from "../../testing/database/contract.ts";
import {
  ignore,
  openEmptiedStore,
} from "../../testing/postgres/each_database.ts";

if (!ignore) {
  storeContract("PostgreSQL", openEmptiedStore);
}
