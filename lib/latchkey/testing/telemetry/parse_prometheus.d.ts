/** The part of `parse-prometheus-text-format` used here, which has no types. */
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

/** Parses the text. */
export default function parsePrometheusTextFormat(
  text: string,
): ParsedFamily[];
