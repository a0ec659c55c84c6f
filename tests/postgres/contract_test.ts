import { storeContract } from "../store/contract.ts";
import { ignore, openEmptiedStore } from "./each_database.ts";

if (!ignore) {
  storeContract("PostgreSQL", openEmptiedStore);
}
