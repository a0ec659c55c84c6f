/**
 * Reads `/metrics` with an independent parser.
 *
 * @module
 */
// @ts-types="./parse_prometheus.d.ts"
import parse from "parse-prometheus-text-format";

/** One sample: `name{labels} value`. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Parses the text of `/metrics` with an independent parser. The parser would merge the series
 * of a histogram, so their type is hidden from it.
 *
 * @param text The body of a response of `/metrics`.
 *
 * @example
 * ```ts
 * import { readPrometheus } from "@latchkey/core/testing";
 *
 * const [first] = readPrometheus('# TYPE hits counter\nhits{page="home"} 3\n');
 * ```
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
 * The value of the first sample with this name and, among others, these labels; 0 when there is
 * none.
 *
 * @example
 * ```ts
 * import { readPrometheus, valueOf } from "@latchkey/core/testing";
 *
 * const samples = readPrometheus('# TYPE hits counter\nhits{page="home"} 3\n');
 * console.assert(valueOf(samples, "hits", { page: "home" }) === 3);
 * ```
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
