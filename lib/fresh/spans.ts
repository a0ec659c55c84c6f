/**
 * Creates spans with OpenTelemetry's API.
 * @module
 */
import {
  isSpanContextValid,
  type Span,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { statusOf } from "./http_error.ts";
import type { Attributes } from "./tracing.ts";

/** What {@linkcode inSpan} and the like do if traces are exported. */
export type Spans = typeof spans;

/** The version in `deno.json`. */
export const VERSION = "2.3.3";

const tracer = trace.getTracer("fresh", VERSION);

export const spans = {
  run<T>(name: string, attributes: Attributes, work: () => T): T {
    return tracer.startActiveSpan(name, { attributes }, (span) => {
      try {
        const result = work();
        if (result instanceof Promise) return untilSettled(span, result);
        span.end();
        return result;
      } catch (error) {
        throw failed(span, error);
      }
    });
  },

  annotate(attributes: Attributes): void {
    trace.getActiveSpan()?.setAttributes(attributes);
  },

  nameRequest(method: string, route: string): void {
    const span = trace.getActiveSpan();
    span?.updateName(`${method} ${route}`).setAttribute("http.route", route);
  },

  /** Version, trace, span and flags (Trace Context §3.2). */
  traceParent(): string | null {
    const context = trace.getActiveSpan()?.spanContext();
    if (!context || !isSpanContextValid(context)) return null;
    const flags = context.traceFlags.toString(16).padStart(2, "0");
    return `00-${context.traceId}-${context.spanId}-${flags}`;
  },
};

/** A promise of the same type, since it is one of `Promise` itself. */
function untilSettled<T extends Promise<unknown>>(span: Span, result: T): T {
  return result.then((value) => {
    span.end();
    return value;
  }, (error) => {
    throw failed(span, error);
  }) as T;
}

/**
 * Ends the span of an error, except errors of the client. The message and the stack may contain
 * anything, so they aren't exported.
 */
function failed(span: Span, error: unknown): unknown {
  if (statusOf(error) >= 500) {
    const name = error instanceof Error ? error.name : typeof error;
    span.recordException({ name });
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
  return error;
}
