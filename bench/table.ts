/**
 * The table of results.
 *
 * @module
 */

/** A row. */
export interface Row {
  readonly what: string;
  /** The figure that the bar applies to, with its unit. */
  readonly figure: string;
  /** What the figure was calculated from or is compared with. */
  readonly from: string;
  readonly bar: string;
  /** Null where there is no bar. */
  readonly met: boolean | null;
}

const HEAD = ["what", "measured", "from, or beside", "bar", ""];

/** The rows as an aligned Markdown table. */
export function table(rows: readonly Row[]): string {
  const cells = [
    HEAD,
    ...rows.map(({ what, figure, from, bar, met }) => [
      what,
      figure,
      from,
      bar,
      verdict(met),
    ]),
  ];
  const widths = HEAD.map((_, column) =>
    Math.max(3, ...cells.map((row) => row[column].length))
  );
  const lines = cells.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column]))
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)));
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** A row as printed while the next one is being measured. */
export function sentence({ what, figure, from, bar, met }: Row): string {
  const beside = from ? ` (${from})` : "";
  return `${what}: ${figure}${beside}; bar ${bar}${verdict(met, ": ")}`;
}

/** An integer with thousands separators. */
export function whole(figure: number): string {
  return Math.round(figure).toLocaleString("en");
}

/** A share, such as 0.031, in percent: `3.1 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function verdict(met: Row["met"], before = ""): string {
  return met === null ? "" : before + (met ? "met" : "missed");
}
