/**
 * Measures the duration of database operations, each in its own span.
 *
 * @module
 */
import { aroundOperations, type Operation } from "../database/operations.ts";
import type { Store } from "../store.ts";
import type { Telemetry } from "./telemetry.ts";

/** Wraps every operation of a store except closing it. */
export function observeStore(store: Store, telemetry: Telemetry): Store {
  return aroundOperations(store, (run, name) => observed(telemetry, run, name));
}

function observed(
  { span, metrics }: Telemetry,
  run: Operation,
  name: string,
): Operation {
  const spanName = `store ${name}`;
  const timed = async (args: unknown[]) => {
    const began = performance.now();
    let result = "failed";
    try {
      const answer = await run(...args);
      result = "ok";
      return answer;
    } finally {
      const seconds = (performance.now() - began) / 1000;
      metrics.store.record(seconds, name, result);
    }
  };
  return (...args) => span(spanName, () => timed(args));
}
