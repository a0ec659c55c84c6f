/**
 * A small OpenTelemetry collector: receives OTLP over HTTP and keeps all of it.
 *
 * @module
 */
import { type BinarySpan, readSpans } from "./read_protobuf.ts";

/** The parts of a span that tests use. */
export interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: readonly unknown[];
}

/**
 * A point of a metric: its labels and its value, or the count of a histogram.
 */
export interface Point {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What every collector here does until it is disposed of. */
interface Receiver extends AsyncDisposable {
  /** The variables that make a process report here without secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything received, unchanged, each byte a character. */
  raw(): string;
}

/** A collector for protobuf, Deno's default. */
export interface BinaryCollector extends Receiver {
  spans(): BinarySpan[];
}

/** A collector for JSON. */
export interface Collector extends Receiver {
  /**
   * Every text received anywhere: names, values, messages; without ids and
   * times.
   */
  texts(): string[];
  spans(): Span[];
  /** The newest points of the app's own metrics. */
  points(): Point[];
}

// The parts of OTLP's JSON mapping used here.
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

interface Delivery {
  readonly path: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

function startReceiver() {
  const deliveries: Delivery[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const { pathname: path } = new URL(request.url);
      deliveries.push({ path, body: await request.bytes() });
      return new Response(); // Also protobuf's message without a field.
    },
  );
  const bytes = new TextDecoder("latin1");
  const receiver: Receiver = {
    env: {
      OTEL_DENO: "true",
      OTEL_DENO_CONSOLE: "ignore",
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0",
      OTEL_PROPAGATORS: "none",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${server.addr.port}`,
    },
    raw: () => deliveries.map(({ body }) => bytes.decode(body)).join("\n"),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return { deliveries, receiver };
}

/** Starts a collector for protobuf. */
export function startBinaryCollector(): BinaryCollector {
  const { deliveries, receiver } = startReceiver();
  return {
    ...receiver,
    spans: () =>
      deliveries.filter(({ path }) => path === "/v1/traces")
        .flatMap(({ body }) => readSpans(body)),
  };
}

/** Starts a collector for JSON. */
export function startCollector(): Collector {
  const { deliveries, receiver } = startReceiver();
  const text = new TextDecoder();
  const received = () =>
    deliveries.map(({ body }): Received => JSON.parse(text.decode(body)));
  return {
    ...receiver,
    env: { ...receiver.env, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" },
    texts: () => received().flatMap((body) => [...textsIn(body)]),
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
  };
}

/**
 * Random or ever growing, so that a code's digits would be found there by
 * chance.
 */
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
