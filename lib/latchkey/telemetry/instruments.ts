/**
 * Counters, histograms and gauges: kept once, read by `/metrics` and by OpenTelemetry alike.
 *
 * Names are OpenTelemetry's: dotted, with the unit beside them. What may be a label's
 * value is a short list of our own words, never what a client sent.
 *
 * @module
 */

/** What an instrument measures. */
export interface About {
  /** Dotted, such as `latchkey.hash.wait`. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  /** Seconds, bytes, or nothing where things are counted. */
  readonly unit?: "s" | "By";
}

/** One value for each name of a label, in their order. */
export type LabelValues<Names extends readonly string[]> = {
  [Index in keyof Names]: string;
};

/** Counts up. */
export interface Counter<Names extends readonly string[] = []> {
  add(...labels: LabelValues<Names>): void;
}

/** Counts values by how large they are. */
export interface Histogram<Names extends readonly string[] = []> {
  record(value: number, ...labels: LabelValues<Names>): void;
}

/** One line of values under one set of labels. */
export interface Series {
  /** Of a gauge in a group: what is added to the name of the group. */
  readonly part?: string;
  /** Values, in the order of the family's label names. */
  readonly labels: readonly string[];
  /** The count of a counter, the value of a gauge, the sum of a histogram. */
  readonly value: number;
  /** Of a histogram: how many values fell into each bucket, the last being beyond all bounds. */
  readonly buckets?: readonly number[];
}

/** An instrument as it is read. */
export interface Family extends About {
  readonly kind: "counter" | "histogram" | "gauge";
  readonly labelNames: readonly string[];
  /** Upper bounds of a histogram's buckets, ascending. */
  readonly bounds: readonly number[];
  /** What it holds now. Nothing where nothing is known. */
  read(): Promise<readonly Series[]> | readonly Series[];
  /** Told of each value as a histogram takes it, and of each 1 that a counter counts. */
  onRecord: ((value: number, labels: readonly string[]) => void) | null;
}

/** Makes instruments, and knows all it made. */
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
  /** @param read Asked each time somebody looks; null when it is not known. */
  gauge(
    about: About,
    read: () => number | null | Promise<number | null>,
  ): void;
  /**
   * Gauges whose names are known once they are read: `books` of the group
   * `latchkey.reading_list` is `latchkey.reading_list.books`.
   */
  gauges(
    about: About,
    read: () => Promise<Readonly<Record<string, number>> | null>,
  ): void;
}

/** A series while it is being written. */
interface Tally {
  readonly labels: readonly string[];
  value: number;
  readonly buckets: number[];
}

/** Makes an empty set of instruments. */
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

/** The tallies of an instrument, one for each set of labels that came along. */
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
