/**
 * The watch of a process that serves, as its settings want it.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../store.ts";
import { watchStore } from "./store.ts";
import { watchStoreNumbers } from "./store_metrics.ts";
import { createWatch, type Watch } from "./telemetry.ts";

/** A watch, and what puts the store under it. */
export interface OpenWatch {
  readonly watch: Watch;
  /** Wraps the store, if anybody reads the numbers. */
  over(store: Store): Store;
  /** Lets OpenTelemetry, if it is on, read every instrument that was made by now. */
  startExport(): void;
}

/** Begins to watch. OpenTelemetry's own parts are loaded only where it is on. */
export async function openWatch(
  { metricsToken, openTelemetry }: Pick<
    Settings,
    "metricsToken" | "openTelemetry"
  >,
  now: () => number,
): Promise<OpenWatch> {
  const telemetry = openTelemetry ? await import("./open_telemetry.ts") : null;
  const watch = createWatch({
    tracing: telemetry?.openTracing() ?? null,
    isRead: metricsToken !== null || telemetry !== null,
  });
  return {
    watch,
    over(store) {
      if (!watch.isRead) return store;
      const watched = watchStore(store, watch);
      watchStoreNumbers(watch, watched, now);
      watchProcess(watch);
      return watched;
    },
    startExport: () => telemetry?.exportNumbers(watch.instruments),
  };
}

/** Adds numbers about the process itself, by the names that Prometheus' own libraries give them. */
function watchProcess({ instruments: { gauge } }: Watch): void {
  const startedAt = (Date.now() - performance.now()) / 1000;
  gauge(
    {
      name: "process.start_time",
      help: "When the process started, in seconds since 1970.",
      unit: "s",
    },
    () => startedAt,
  );
  gauge(
    {
      name: "process.resident_memory",
      help: "How much memory the process has.",
      unit: "By",
    },
    () => Deno.memoryUsage().rss,
  );
}
