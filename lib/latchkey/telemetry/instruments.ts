/**
 * Counters, histograms and gauges for `/metrics` and OpenTelemetry.
 *
 * Names follow OpenTelemetry: dotted, with a separate unit. Values of labels come from short
 * fixed lists, never from a client.
 *
 * @module
 */

/** The name, description and unit of an instrument. */
export interface About {
  /** Dotted, such as `latchkey.hash.wait`. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  /** Seconds or bytes; none for counts. */
  readonly unit?: "s" | "By";
}

/** The values of the labels, in the order of their names. */
export type LabelValues<Names extends readonly string[]> = {
  [Index in keyof Names]: string;
};

/** Counts up. */
export interface Counter<Names extends readonly string[] = []> {
  add(...labels: LabelValues<Names>): void;
}

/** Counts values in buckets. */
export interface Histogram<Names extends readonly string[] = []> {
  record(value: number, ...labels: LabelValues<Names>): void;
}

/** The values of an instrument for one set of labels. */
export interface Series {
  /** For a gauge in a group: the suffix to the name of the group. */
  readonly part?: string;
  /** The values of the labels, in the order of the family's label names. */
  readonly labels: readonly string[];
  /** The count of a counter, the value of a gauge, the sum of a histogram. */
  readonly value: number;
  /** For a histogram: the count in each bucket. The last is for values above all bounds. */
  readonly buckets?: readonly number[];
}

/** An instrument for readers. */
export interface Family extends About {
  readonly kind: "counter" | "histogram" | "gauge";
  readonly labelNames: readonly string[];
  /** Upper bounds of a histogram's buckets, ascending. */
  readonly bounds: readonly number[];
  /** Returns the current values; empty if unknown. */
  read(): Promise<readonly Series[]> | readonly Series[];
  /** Called with each value of a histogram, and with 1 for each count of a counter. */
  onRecord: ((value: number, labels: readonly string[]) => void) | null;
}

/** Creates and lists instruments. */
export interface Instruments {
  readonly families: readonly Family[];
  counter<const Names extends readonly string[] = []>(
    about: About,
    ...labelNames: Names
  ): Counter<Names>;
  /** @param bounds Upper bounds of the buckets, ascending. */
  histogram<const Names extends readonly string[] = []>(
    about: About,
    bounds: readonly number[],
    ...labelNames: Names
  ): Histogram<Names>;
  /** @param read Called for each reading; null if unknown. */
  gauge(
    about: About,
    read: () => number | null | Promise<number | null>,
  ): void;
  /**
   * Gauges whose names are only known when they are read: `books` in the group
   * `latchkey.reading_list` is `latchkey.reading_list.books`.
   */
  gauges(
    about: About,
    read: () => Promise<Readonly<Record<string, number>> | null>,
  ): void;
}

/** A mutable series. */
interface Tally {
  readonly labels: readonly string[];
  value: number;
  readonly buckets: number[];
}

/** Creates an empty set of instruments. */
export function createInstruments(): Instruments {
  const families: Family[] = [];
  const addGauge = (about: About, read: Family["read"]) =>
    void families.push({
      ...about,
      kind: "gauge",
      labelNames: [],
      bounds: [],
      onRecord: null,
      read,
    });
  return {
    families,
    counter(about, ...labelNames) {
      const tallies = createTallies(0);
      const family: Family = {
        ...about,
        kind: "counter",
        labelNames,
        bounds: [],
        onRecord: null,
        read: tallies.all,
      };
      families.push(family);
      return {
        add(...labels: readonly string[]) {
          tallies.of(labels).value++;
          family.onRecord?.(1, labels);
        },
      };
    },
    histogram(about, bounds, ...labelNames) {
      const tallies = createTallies(bounds.length + 1);
      const family: Family = {
        ...about,
        kind: "histogram",
        labelNames,
        bounds,
        onRecord: null,
        read: tallies.all,
      };
      families.push(family);
      return {
        record(value: number, ...labels: readonly string[]) {
          const tally = tallies.of(labels);
          tally.value += value;
          tally.buckets[bucketOf(value, bounds)]++;
          family.onRecord?.(value, labels);
        },
      };
    },
    gauge(about, read) {
      addGauge(about, async () => {
        const value = await read();
        return value === null ? [] : [{ labels: [], value }];
      });
    },
    gauges(about, read) {
      addGauge(
        about,
        async () =>
          Object.entries(await read() ?? {}).map(([name, value]) => ({
            part: name.replaceAll(/\W/g, "_"),
            labels: [],
            value,
          })),
      );
    },
  };
}

/** The tallies of an instrument, one for each set of labels. */
function createTallies(bucketCount: number) {
  const tallies = new Map<string, Tally>();
  return {
    all: (): readonly Series[] =>
      [...tallies.values()].map(({ buckets, ...series }) =>
        bucketCount > 0 ? { ...series, buckets: [...buckets] } : series
      ),
    of(labels: readonly string[]): Tally {
      const key = labels.length === 1 ? labels[0] : labels.join("\n");
      let tally = tallies.get(key);
      if (tally === undefined) {
        const buckets = Array.from({ length: bucketCount }, () => 0);
        tallies.set(key, tally = { labels, value: 0, buckets });
      }
      return tally;
    },
  };
}

function bucketOf(value: number, bounds: readonly number[]): number {
  let index = 0;
  while (index < bounds.length && value > bounds[index]) index++;
  return index;
}
