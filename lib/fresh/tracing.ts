/**
 * Spans of OpenTelemetry. Its API is only loaded if the process exports traces: by
 * `OTEL_DENO=true`, or because the app has registered a provider.
 * @module
 */
import type { Spans } from "./spans.ts";

/** Attributes of a span. */
export type Attributes = Readonly<Record<string, string | number>>;

/** Where every version 1 of OpenTelemetry's API, and Deno, register their providers. */
const REGISTRY = Symbol.for("opentelemetry.js.api.1");

type Registry = Record<typeof REGISTRY, { trace?: unknown } | undefined>;

let spans: Spans | null = null;

/** Loads what spans need. Null if there is nothing to load. */
export function loadSpans(): Promise<void> | null {
  if (spans !== null) return null;
  const registered = (globalThis as unknown as Registry)[REGISTRY]?.trace;
  return registered === undefined ? null : load();
}

async function load(): Promise<void> {
  spans = (await import("./spans.ts")).spans;
}

/** Runs work in a span, until its promise settles. */
export function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: () => T,
): T {
  return spans === null ? work() : spans.run(name, attributes, work);
}

/** Adds attributes to the current span. */
export function annotate(attributes: Attributes): void {
  spans?.annotate(attributes);
}

/** Names the request's span by its method and route. */
export function nameRequest(method: string, route: string): void {
  spans?.nameRequest(method, route);
}

/** The current span for a page's `traceparent`, or null. */
export function traceParent(): string | null {
  return spans === null ? null : spans.traceParent();
}
