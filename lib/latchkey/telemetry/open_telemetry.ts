/**
 * The app's spans and metrics for Deno's OpenTelemetry, which exports them. Only loaded if
 * `OTEL_DENO` is on.
 *
 * Spans have no attributes: Deno would write the full URL of each request into them, with
 * emailed tokens, so `lib/latchkey/settings/telemetry.ts` requires them to be off. The name of
 * a span says what it is about; details are in the log line with the ID of the trace.
 *
 * @module
 */
import {
  type Gauge,
  metrics,
  SpanStatusCode,
  trace,
  TraceFlags,
} from "@opentelemetry/api";
import type { Instruments } from "./instruments.ts";
import type { Tracing } from "./telemetry.ts";

const SCOPE = "latchkey";

/** Spans of OpenTelemetry. */
export function openTracing(): Tracing {
  const tracer = trace.getTracer(SCOPE);
  return {
    span: (name, work) =>
      tracer.startActiveSpan(name, async (span) => {
        try {
          return await work();
        } catch (error) {
          // Without the message, which may contain anything.
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      }),
    nameRequest(name) {
      const span = trace.getActiveSpan();
      if (!span) return undefined;
      span.updateName(name);
      const { traceId, traceFlags } = span.spanContext();
      return (traceFlags & TraceFlags.SAMPLED) === 0 ? undefined : traceId;
    },
  };
}

/** The interval of reading gauges, in milliseconds. */
const READ_EVERY_MS = 15_000;

/** The delay of the first reading, so that it doesn't slow down the first page, in milliseconds. */
const READ_FIRST_MS = 1_000;

/**
 * Exports the values of all instruments created so far, and reads the gauges periodically.
 * OpenTelemetry could read them itself, but if Deno is told to exit during a reading it never
 * ends: in 15 of 15 tests with a reading of 20 ms every 20 ms.
 */
export function exportMetrics({ families }: Instruments): void {
  const meter = metrics.getMeter(SCOPE);
  const readings: (() => Promise<void>)[] = [];
  for (const family of families) {
    const { name, help: description, unit, kind, bounds, labelNames } = family;
    const options = { description, unit };
    if (kind === "gauge") {
      const gauges = new Map<string, Gauge>();
      readings.push(async () => {
        for (const { part, value } of await family.read()) {
          const full = part === undefined ? name : `${name}.${part}`;
          const gauge = gauges.get(full) ?? meter.createGauge(full, options);
          gauges.set(full, gauge);
          gauge.record(value);
        }
      });
    } else if (kind === "counter") {
      const counter = meter.createCounter(name, options);
      family.onRecord = (value, labels) =>
        counter.add(value, attributesOf(labelNames, labels));
    } else {
      const advice = { explicitBucketBoundaries: [...bounds] };
      const histogram = meter.createHistogram(name, { ...options, advice });
      family.onRecord = (value, labels) =>
        histogram.record(value, attributesOf(labelNames, labels));
    }
  }
  const readAll = async () =>
    void await Promise.all(readings.map((read) => read()));
  Deno.unrefTimer(setTimeout(readAll, READ_FIRST_MS));
  Deno.unrefTimer(setInterval(readAll, READ_EVERY_MS));
}

function attributesOf(
  names: readonly string[],
  labels: readonly string[],
): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, labels[index]]));
}
