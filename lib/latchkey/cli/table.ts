/**
 * Lines up what commands list.
 *
 * @module
 */
import { escapeControls } from "../telemetry/log.ts";

/**
 * Rows under a heading, columns aligned and two spaces apart. The last column is
 * not padded, so it is the place for what people typed, however wide that prints.
 */
export function table(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [heading, ...rows.map((row) => row.map(escapeControls))];
  const widths = heading.map((_, column) =>
    Math.max(...lines.map((line) => line[column].length))
  );
  return lines.map((line) =>
    line.map((cell, column) =>
      column === line.length - 1 ? cell : cell.padEnd(widths[column])
    ).join("  ").trimEnd()
  ).join("\n");
}

/** A time for a person, to the minute, in UTC: `2026-01-31 09:30`. */
export function minute(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ");
}
