/**
 * Imports into a database from a command.
 *
 * @module
 */
import type { Cli } from "../../cli/cli.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { noProgress, type Progress } from "../../cli/progress.ts";
import { type Import, ImportError, importRows } from "../import.ts";

/**
 * Fills a database and shows the progress.
 *
 * @throws {CommandFailure} when the database isn't empty, unless the same import was
 * interrupted.
 */
export async function importInto(
  { io, migrations, now }: Pick<Cli, "io" | "migrations" | "now">,
  what: Pick<Import, "what" | "read" | "to">,
): Promise<Outcome> {
  let progress: Progress = noProgress;
  try {
    const { written, rows, sha256 } = await importRows({
      ...what,
      migrations,
      now,
      async onStart(total) {
        progress = await io.progress(total);
      },
      onProgress: (steps, step) => progress.reach(steps, step),
    });
    const widest = Math.max(...[...rows.keys()].map(({ length }) => length));
    return {
      text: [
        ...[...rows].map(([table, count]) =>
          `${table.padEnd(widest)}  ${count}`
        ),
        `Verified: every row is the same on both sides. SHA-256 ${sha256}`,
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
