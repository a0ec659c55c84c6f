/**
 * What a process tells about itself beside its log: metrics, and spans where
 * OpenTelemetry is on.
 *
 * @module
 */
import { createInstruments, type Instruments } from "./instruments.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

/** Spans, which say where the time of a request went. */
export interface Tracing {
  /** Runs work in a span. The name comes from our own words and patterns, never from a request. */
  span<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * Names the span of the request that is being answered.
   *
   * @returns the id of its trace, to be found by; undefined when it is not recorded.
   */
  nameRequest(name: string): string | undefined;
}

/** The telemetry of a process. */
export interface Telemetry {
  readonly instruments: Instruments;
  readonly metrics: Metrics;
  /** Null unless OpenTelemetry is on. */
  readonly tracing: Tracing | null;
  /** Whether anybody reads the metrics; what costs something is left out otherwise. */
  readonly isRead: boolean;
  /** Runs work in a span if there are any. */
  span<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/** Makes the telemetry of a process. By default nobody reads it, and it counts only what costs nothing. */
export function createTelemetry(
  { tracing = null, isRead = tracing !== null }: Partial<
    Pick<Telemetry, "tracing" | "isRead">
  > = {},
): Telemetry {
  const instruments = createInstruments();
  return {
    instruments,
    metrics: createMetrics(instruments),
    tracing,
    isRead,
    span: tracing ? tracing.span : (_name, work) => work(),
  };
}
