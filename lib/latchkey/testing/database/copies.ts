/**
 * Copies between databases.
 *
 * @module
 */
import { withContents } from "../../database/any_row.ts";
import type { Database } from "../../database/database.ts";
import {
  type Import,
  type Imported,
  importRows,
} from "../../database/import.ts";
import { SITE } from "./site_tables.ts";

/** Copies everything, with changed options. */
export function copy(
  from: Database,
  to: Database,
  different: Partial<Import> = {},
): Promise<Imported> {
  return importRows({
    what: "the copy from a test",
    read: (use) => withContents(from, use),
    to,
    migrations: SITE,
    now: Date.now,
    onStart: () => Promise.resolve(),
    onProgress() {},
    ...different,
  });
}
