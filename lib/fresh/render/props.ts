/**
 * Serialises the props of islands.
 * @module
 */
import { stringify } from "devalue";
import type { IslandUse } from "./current.ts";
import { Slot } from "./islands.ts";
import { type AnySignal, isSignal } from "./signals.ts";

const MAX_DEPTH = 64;

/**
 * The islands of a page with their props. It is plain JSON if possible, which the browser can
 * read without another script. It never contains `<`.
 * @throws an error that names the island and the prop that can't be serialised.
 */
export function islandData(uses: readonly IslandUse[]): string {
  const entries = uses.map(({ island, props, key }) => {
    const entry = [island.name, props];
    return (key ?? null) === null ? entry : [...entry, String(key)];
  });
  const seen = new Set<object>();
  const text = entries.every((entry) => isPlain(entry, seen, 0))
    ? JSON.stringify(entries)
    : JSON.stringify({
      names: [...new Set(uses.map(({ island }) => island.name))],
      data: richData(entries, uses),
    });
  return text.replaceAll("<", "\\u003c");
}

function richData(entries: unknown, uses: readonly IslandUse[]): string {
  try {
    return stringify(entries, reducers);
  } catch (error) {
    throw explained(error, uses);
  }
}

const reducers = {
  Slot: (value: unknown) => value instanceof Slot && [value.id],
  Signal: (value: unknown) =>
    isSignal(value) && isWritable(value) && [value.peek()],
  Computed: (value: unknown) =>
    isSignal(value) && !isWritable(value) && [value.peek()],
};

/** Whether JSON preserves the value, including shared objects. */
function isPlain(value: unknown, seen: Set<object>, depth: number): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (seen.has(value) || depth > MAX_DEPTH) return false;
  seen.add(value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (!(i in value) || !isPlain(value[i], seen, depth + 1)) return false;
    }
    return Object.keys(value).length === value.length;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  if ("toJSON" in value || Object.hasOwn(value, "__proto__")) return false;
  for (const child of Object.values(value)) {
    if (!isPlain(child, seen, depth + 1)) return false;
  }
  return true;
}

function isWritable(signal: AnySignal): boolean {
  const own = Object.getPrototypeOf(signal);
  return Object.getOwnPropertyDescriptor(own, "value")?.set !== undefined;
}

/** devalue reports a path: the island's index, then 1 for the props, then their names. */
function explained(error: unknown, uses: readonly IslandUse[]): unknown {
  if (!(error instanceof Error) || !("path" in error)) return error;
  const [, index, place] = /^\[(\d+)\]\[1\](.*)$/.exec(String(error.path)) ??
    [];
  if (index === undefined) return error;
  const name = uses[Number(index)].island.name;
  return new Error(
    `Island "${name}": the prop "${place.replace(/^\./, "")}" cannot be sent ` +
      `to the browser (${error.message})`,
    { cause: error },
  );
}
