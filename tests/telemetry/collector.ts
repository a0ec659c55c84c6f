/**
 * A small OpenTelemetry collector: takes OTLP over HTTP, keeps all of it.
 *
 * @module
 */
import { type BinarySpan, readSpans } from "./read_protobuf.ts";

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

/** What every collector here does until it is disposed of. */
interface Receiver extends AsyncDisposable {
  /** What to set so that a process reports here, and tells no secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** All that came, as it came, each byte a character. */
  raw(): string;
}

/** A collector that is sent protobuf, which is what Deno sends unless told otherwise. */
export interface BinaryCollector extends Receiver {
  spans(): BinarySpan[];
}

/** A collector that is sent JSON. */
export interface Collector extends Receiver {
  /** Every text that came in any place: names, values, messages; without ids and times. */
  texts(): string[];
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
      return new Response(); // Protobuf's message without a field, too.
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
