/** @module */
import type { Database } from "../database.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Cli } from "../../cli/command.ts";

/** Opens the database that settings name, as it is, and closes it afterwards. */
export async function usingDatabase<Result>(
  cli: Pick<Cli, "connectDatabase">,
  settings: Settings,
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await cli.connectDatabase(settings);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}
