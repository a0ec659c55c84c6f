/** The part of `parse-prometheus-text-format`, which has no types, that is used here. */
export interface ParsedFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly metrics: readonly ParsedMetric[];
}

/** One sample. */
export interface ParsedMetric {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Parses the text format. */
export default function parsePrometheusTextFormat(
  text: string,
): ParsedFamily[];
