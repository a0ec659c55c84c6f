/**
 * Keeps caches from growing without end.
 *
 * @module
 */

/** Sets an entry as the newest one, and lets the oldest go when there would be more than `capacity`. */
export function setBounded<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  value: Value,
  capacity: number,
): void {
  map.delete(key);
  for (const oldest of map.keys()) {
    if (map.size < capacity) break;
    map.delete(oldest);
  }
  map.set(key, value);
}
