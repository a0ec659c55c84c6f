/**
 * Every operation of a store at once, for what is the same around each.
 *
 * @module
 */
import type { Store } from "./store.ts";

/** One operation of a store. */
export type Operation = (...args: unknown[]) => unknown;

/**
 * The same store with something around each of its operations but closing it.
 *
 * @param around Takes an operation and its name, such as `sessions.find` or `ping`.
 */
export function aroundOperations(
  store: Store,
  around: (run: Operation, name: string) => Operation,
): Store {
  const rooms = Object.entries(store).map(([room, part]) => [
    room,
    typeof part === "function"
      ? room === "close" ? part : around(part, room)
      : aroundRoom(part, (run, name) => around(run, `${room}.${name}`)),
  ]);
  return Object.fromEntries(rooms);
}

function aroundRoom(
  part: object,
  around: (run: Operation, name: string) => Operation,
): object {
  const operations = Object.entries(part).map(([name, operation]) => [
    name,
    typeof operation === "function"
      ? around(operation.bind(part), name)
      : operation,
  ]);
  return Object.fromEntries(operations);
}
