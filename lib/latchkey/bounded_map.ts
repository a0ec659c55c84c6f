/**
 * Maps of a limited size, for caches.
 *
 * @module
 */

/** Sets an entry as the newest one, and drops the oldest entries above `capacity`. */
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
