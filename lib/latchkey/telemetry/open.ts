/**
 * Starts the telemetry of a serving process by its settings.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../store.ts";
import { observeStore } from "./observed_store.ts";
import { observeStoreMetrics } from "./store_metrics.ts";
import { createTelemetry, type Telemetry } from "./telemetry.ts";

/** Telemetry that has started. */
export interface StartedTelemetry {
  readonly telemetry: Telemetry;
  /** Wraps the store if metrics are read. */
  over(store: Store): Store;
  /** Exports every instrument created so far, if OpenTelemetry is on. */
  startExport(): void;
}

/** Starts the telemetry. Only loads OpenTelemetry if it is on. */
export async function startTelemetry(
  { metricsToken, openTelemetry }: Pick<
    Settings,
    "metricsToken" | "openTelemetry"
  >,
  now: () => number,
): Promise<StartedTelemetry> {
  const exporter = openTelemetry ? await import("./open_telemetry.ts") : null;
  const telemetry = createTelemetry({
    tracing: exporter?.openTracing() ?? null,
    isRead: metricsToken !== null || exporter !== null,
  });
  return {
    telemetry,
    over(store) {
      if (!telemetry.isRead) return store;
      const observed = observeStore(store, telemetry);
      observeStoreMetrics(telemetry, observed, now);
      observeProcess(telemetry);
      return observed;
    },
    startExport: () => exporter?.exportMetrics(telemetry.instruments),
  };
}

/** Adds metrics of the process, with the names of Prometheus's own libraries. */
function observeProcess({ instruments: { gauge } }: Telemetry): void {
  const startedAt = (Date.now() - performance.now()) / 1000;
  gauge(
    {
      name: "process.start_time",
      help: "Start time of the process since the Unix epoch, in seconds.",
      unit: "s",
    },
    () => startedAt,
  );
  gauge(
    {
      name: "process.resident_memory",
      help: "Resident memory of the process, in bytes.",
      unit: "By",
    },
    () => Deno.memoryUsage().rss,
  );
}
