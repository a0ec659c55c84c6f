/**
 * The telemetry of a process: metrics, and spans if OpenTelemetry is on.
 *
 * @module
 */
import { createInstruments, type Instruments } from "./instruments.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

/** Spans, which show where a request spends its time. */
export interface Tracing {
  /** Runs work in a span. The name must not contain data from a request. */
  span<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * Names the span of the current request.
   *
   * @returns The ID of its trace; undefined if it is not recorded.
   */
  nameRequest(name: string): string | undefined;
}

/** The telemetry of a process. */
export interface Telemetry {
  readonly instruments: Instruments;
  readonly metrics: Metrics;
  /** Null if OpenTelemetry is off. */
  readonly tracing: Tracing | null;
  /** Whether metrics are read. If not, expensive ones are left out. */
  readonly isRead: boolean;
  /** Runs work, in a span if OpenTelemetry is on. */
  span<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/** Creates the telemetry of a process. By default it is not read, and only counts cheap metrics. */
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
