/**
 * The telemetry of a process that serves, as its settings say.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../store.ts";
import { observeStore } from "./observed_store.ts";
import { observeStoreMetrics } from "./store_metrics.ts";
import { createTelemetry, type Telemetry } from "./telemetry.ts";

/** Telemetry, and what measures the store with it. */
export interface StartedTelemetry {
  readonly telemetry: Telemetry;
  /** Wraps the store, if anybody reads the metrics. */
  over(store: Store): Store;
  /** Lets OpenTelemetry, if it is on, read every instrument that was made by now. */
  startExport(): void;
}

/** Starts the telemetry. OpenTelemetry's own parts are loaded only where it is on. */
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
      const watched = observeStore(store, telemetry);
      observeStoreMetrics(telemetry, watched, now);
      observeProcess(telemetry);
      return watched;
    },
    startExport: () => exporter?.exportMetrics(telemetry.instruments),
  };
}

/** Adds metrics about the process itself, by the names that Prometheus' own libraries give them. */
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
