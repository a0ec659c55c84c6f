import { openSite } from "../site.ts";
import { clockContract } from "./clock_contract.ts";

clockContract("SQLite", () => openSite());
