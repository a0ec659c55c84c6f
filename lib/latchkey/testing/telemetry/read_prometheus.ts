/**
 * Reads `/metrics` with an independent parser.
 *
 * @module
 */
// @ts-types="./parse_prometheus.d.ts"
import parse from "parse-prometheus-text-format";

/** One line: `name{labels} value`. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Reads every line. The parser merges the series of a histogram into one, so
 * histogram types are hidden from it.
 */
export function readPrometheus(text: string): Sample[] {
  const plain = text.replaceAll(/^(# TYPE \S+ )histogram$/gm, "$1untyped");
  return parse(plain).flatMap(({ name, metrics }) =>
    metrics.map(({ labels = {}, value }) => ({
      name,
      labels,
      value: Number(value),
    }))
  );
}

/**
 * The value of the first line with the name and at least these labels; 0 when
 * there is none.
 */
export function valueOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const wanted = Object.entries(labels);
  const sample = samples.find((sample) =>
    sample.name === name &&
    wanted.every(([label, value]) => sample.labels[label] === value)
  );
  return sample?.value ?? 0;
}
