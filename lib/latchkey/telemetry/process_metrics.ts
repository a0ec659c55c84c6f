/**
 * Numbers about the process itself, by the names that Prometheus' own libraries give them.
 *
 * @module
 */
import type { Watch } from "./telemetry.ts";

/** Adds the process's numbers to a watch. */
export function watchProcess(
  { instruments: { gauge } }: Pick<Watch, "instruments">,
): void {
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
