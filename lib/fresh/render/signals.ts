/**
 * Recognises signals without importing `@preact/signals`, which not every app has.
 * @module
 */

/** The properties of signals in all versions. */
export interface AnySignal {
  brand: symbol;
  peek(): unknown;
}

const BRAND = Symbol.for("preact-signals");

/** Whether a value is a signal, plain or computed. */
export function isSignal(value: unknown): value is AnySignal {
  return typeof value === "object" && value !== null &&
    "brand" in value && value.brand === BRAND;
}
