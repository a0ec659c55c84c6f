/** The part of `parse-prometheus-text-format` that is used here. It has no types of its own. */
export interface ParsedFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly metrics: readonly ParsedMetric[];
}

/** One line of values. */
export interface ParsedMetric {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Reads the text. */
export default function parsePrometheusTextFormat(
  text: string,
): ParsedFamily[];
