/**
 * Watches a store from outside: how long each operation takes, in a span of its own.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Watch } from "./watch.ts";

type Operation = (...args: unknown[]) => unknown;

/** Wraps every operation of a store but closing it. */
export function watchStore(store: Store, watch: Watch): Store {
  const rooms = Object.entries(store).map(([room, part]) => [
    room,
    typeof part === "function"
      ? room === "close" ? part : watched(watch, room, part)
      : watchRoom(watch, room, part),
  ]);
  return Object.fromEntries(rooms);
}

function watchRoom(watch: Watch, room: string, part: object): object {
  const operations = Object.entries(part).map(([name, operation]) => [
    name,
    typeof operation === "function"
      ? watched(watch, `${room}.${name}`, operation.bind(part))
      : operation,
  ]);
  return Object.fromEntries(operations);
}

function watched(
  { span, numbers }: Watch,
  operation: string,
  run: Operation,
): Operation {
  const spanName = `store ${operation}`;
  const timed = async (args: unknown[]) => {
    const began = performance.now();
    let result = "failed";
    try {
      const answer = await run(...args);
      result = "ok";
      return answer;
    } finally {
      const seconds = (performance.now() - began) / 1000;
      numbers.store.record(seconds, operation, result);
    }
  };
  return (...args) => span(spanName, () => timed(args));
}
