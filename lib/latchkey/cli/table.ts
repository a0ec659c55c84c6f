/**
 * Tables and times in the output of commands.
 *
 * @module
 */
import { escapeControls } from "../telemetry/log.ts";

/** The columns of a table, by heading. */
export type Columns<Item> = Readonly<
  Record<string, (item: Item) => string | Promise<string>>
>;

/**
 * Formats a table with aligned columns. The last column is not padded: put text that
 * people typed there, since its width in a terminal is unknown.
 *
 * @param none The text if there are no items.
 */
export async function table<Item>(
  items: readonly Item[],
  columns: Columns<Item>,
  none: string,
): Promise<string> {
  if (items.length === 0) return none;
  const heading = Object.keys(columns);
  const rows = await Promise.all(items.map(async (item) => {
    const cells = Object.values(columns).map((cell) => cell(item));
    return (await Promise.all(cells)).map(escapeControls);
  }));
  const lines = [heading, ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...lines.map((line) => line[column].length))
  );
  return lines.map((line) =>
    line.map((cell, column) =>
      column === line.length - 1 ? cell : cell.padEnd(widths[column])
    ).join("  ").trimEnd()
  ).join("\n");
}

/** A time for people, in UTC: `2026-01-31 09:30`. */
export function minute(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ");
}

/** A time for programs, in UTC: ISO 8601. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
