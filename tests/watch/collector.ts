/**
 * A small OpenTelemetry collector: takes OTLP over HTTP as JSON, keeps all of it.
 *
 * @module
 */

/** A span, the parts that tests look at. */
export interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: readonly unknown[];
}

/** A point of a metric: its labels and its value, or how many values a histogram has. */
export interface Point {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A collector that runs until it is disposed of. */
export interface Collector extends AsyncDisposable {
  /** What to set so that a process reports here, and tells no secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** Every text that came in any place: names, values, messages; without ids and times. */
  texts(): string[];
  /** All that came, as it came. */
  raw(): string;
  spans(): Span[];
  /** The newest points of our own metrics. */
  points(): Point[];
}

// Of OTLP's JSON mapping, what is read here.
interface Received {
  readonly resourceSpans?: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[];
  }[];
}

interface Metric {
  readonly name: string;
  readonly sum?: DataPoints;
  readonly gauge?: DataPoints;
  readonly histogram?: DataPoints;
}

interface DataPoints {
  readonly dataPoints: readonly {
    readonly attributes: readonly {
      readonly key: string;
      readonly value: { readonly stringValue?: string };
    }[];
    readonly asDouble?: number;
    readonly asInt?: string;
    readonly count?: string;
  }[];
}

/** Starts a collector. */
export function startCollector(): Collector {
  const bodies: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      bodies.push(await request.text());
      return Response.json({});
    },
  );
  const received = () => bodies.map((body): Received => JSON.parse(body));
  return {
    env: {
      OTEL_DENO: "true",
      OTEL_DENO_CONSOLE: "ignore",
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0",
      OTEL_PROPAGATORS: "none",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${server.addr.port}`,
    },
    texts: () => received().flatMap((body) => [...textsIn(body)]),
    raw: () => bodies.join("\n"),
    spans: () =>
      received().flatMap(({ resourceSpans = [] }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
    points: () =>
      received().toReversed()
        .flatMap(({ resourceMetrics = [] }) => resourceMetrics)
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap(({ metrics }) => metrics)
        .flatMap(pointsOf),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Random or ever growing, so that digits of a code would be found there by chance. */
const NOT_TEXT =
  /^(?:traceId|spanId|parentSpanId|count|asInt|bucketCounts|\w+UnixNano)$/;

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (!NOT_TEXT.test(key)) yield* textsIn(part);
  }
}

function pointsOf({ name, sum, gauge, histogram }: Metric): Point[] {
  const points = (sum ?? gauge ?? histogram)?.dataPoints ?? [];
  return points.map(({ attributes, asDouble, asInt, count }) => ({
    metric: name,
    labels: Object.fromEntries(
      attributes.map(({ key, value }) => [key, value.stringValue ?? ""]),
    ),
    value: Number(asDouble ?? asInt ?? count),
  }));
}
