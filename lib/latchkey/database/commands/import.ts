/**
 * Filling a database from a command, and saying what came of it.
 *
 * @module
 */
import type { Database } from "../database.ts";
import { type Import, ImportError, importRows } from "../import.ts";
import type { Cli } from "../../cli/command.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { noProgress, type Progress } from "../../cli/progress.ts";

/** What comes from where into what, and whether a program reads along. */
export interface CommandImport extends Pick<Import, "what" | "read"> {
  readonly to: Database;
  readonly json?: true;
}

/**
 * Fills a database, with a bar that shows how far it is.
 *
 * @throws {CommandFailure} when it is not empty, nor filled by the same before.
 */
export async function importInto(
  { io, migrations, now }: Cli,
  { what, read, to, json }: CommandImport,
): Promise<Outcome> {
  let progress: Progress = noProgress;
  try {
    const { written, rows, sha256 } = await importRows({
      what,
      read,
      to,
      migrations,
      now,
      async begins(total) {
        if (!json) progress = await io.progress(total);
      },
      reached: (steps, words) => progress.reach(steps, words),
    });
    const widest = Math.max(...[...rows.keys()].map(({ length }) => length));
    return {
      text: [
        ...[...rows].map(([table, count]) =>
          `${table.padEnd(widest)}  ${count}`
        ),
        `Compared, row by row: the same on both sides. SHA-256 ${sha256}`,
      ].join("\n"),
      json: { written, rows: Object.fromEntries(rows), sha256 },
    };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    throw new CommandFailure(error.code, error.message);
  } finally {
    progress.stop();
  }
}
