/**
 * Formats metrics in Prometheus's text exposition format, version 0.0.4.
 *
 * @module
 */
import type { Family, Series } from "./instruments.ts";

/** The content type of the format. */
export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Formats the current values of all instruments. */
export async function prometheusText(
  families: readonly Family[],
): Promise<string> {
  const written = await Promise.all(families.map(async (family) => {
    const series = await family.read();
    // A family without values is listed too.
    const parts = new Set(series.map(({ part }) => part));
    if (parts.size === 0) parts.add(undefined);
    return [...parts].flatMap((part) =>
      blockOf(family, part, series.filter((one) => one.part === part))
    );
  }));
  return `${written.flat().join("\n")}\n`;
}

function blockOf(
  family: Family,
  part: string | undefined,
  series: readonly Series[],
): string[] {
  const base = prometheusName(family);
  const name = part === undefined ? base : `${base}_${part}`;
  return [
    `# HELP ${name} ${escapeHelp(family.help)}`,
    `# TYPE ${name} ${family.kind}`,
    ...series.flatMap((one) => linesOf(name, family, one)),
  ];
}

/** The Prometheus name: `latchkey.hash.wait` in seconds is `latchkey_hash_wait_seconds`. */
export function prometheusName(
  { name, unit, kind }: Pick<Family, "name" | "unit" | "kind">,
): string {
  const base = name.replaceAll(".", "_");
  const withUnit = unit === undefined
    ? base
    : `${base}_${unit === "s" ? "seconds" : "bytes"}`;
  return kind === "counter" ? `${withUnit}_total` : withUnit;
}

function linesOf(
  name: string,
  { labelNames, bounds }: Family,
  { labels, value, buckets }: Series,
): string[] {
  const pairs = labelNames.map((label, index) =>
    `${label}="${escapeValue(labels[index])}"`
  );
  const line = (suffix: string, pairs: readonly string[], value: number) =>
    `${name}${suffix}${pairs.length > 0 ? `{${pairs.join()}}` : ""} ${value}`;
  if (buckets === undefined) return [line("", pairs, value)];
  let count = 0;
  const lines = buckets.map((inBucket, index) => {
    count += inBucket;
    return line(
      "_bucket",
      [...pairs, `le="${bounds[index] ?? "+Inf"}"`],
      count,
    );
  });
  return [...lines, line("_sum", pairs, value), line("_count", pairs, count)];
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
