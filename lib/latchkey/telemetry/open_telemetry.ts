/**
 * The app's spans and metrics for Deno's own OpenTelemetry, which sends them. Loaded
 * only where `OTEL_DENO` is on.
 *
 * Nothing is an attribute of a span here: Deno writes the whole address of a request
 * into attributes of its own, with mailed tokens in it, so the settings insist that
 * spans have none (`lib/latchkey/settings/telemetry.ts`). What a span is about stands in its
 * name; the rest stands in the log line that has the trace's id.
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

/** Spans by way of OpenTelemetry. */
export function openTracing(): Tracing {
  const tracer = trace.getTracer(SCOPE);
  return {
    span: (name, work) =>
      tracer.startActiveSpan(name, async (span) => {
        try {
          return await work();
        } catch (error) {
          // Without its message, which may hold anything.
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

/** How often gauges are looked at, in milliseconds, and when first: later than the first page. */
const LOOK_EVERY_MS = 15_000;
const LOOK_FIRST_MS = 1_000;

/**
 * Hands on what all instruments made so far record, and looks at the gauges now and then.
 * OpenTelemetry could ask for these itself, but a Deno that is told to exit while it
 * asks never ends: 15 times of 15 when an answer takes 20 ms and it asks as often.
 */
export function exportMetrics({ families }: Instruments): void {
  const meter = metrics.getMeter(SCOPE);
  const looks: (() => Promise<void>)[] = [];
  for (const family of families) {
    const { name, help: description, unit, kind, bounds, labelNames } = family;
    const options = { description, unit };
    if (kind === "gauge") {
      const gauges = new Map<string, Gauge>();
      looks.push(async () => {
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
  const look = async () => void await Promise.all(looks.map((look) => look()));
  Deno.unrefTimer(setTimeout(look, LOOK_FIRST_MS));
  Deno.unrefTimer(setInterval(look, LOOK_EVERY_MS));
}

function attributesOf(
  names: readonly string[],
  labels: readonly string[],
): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, labels[index]]));
}
