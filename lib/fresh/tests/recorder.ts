/**
 * Records the spans of OpenTelemetry's API in memory.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  context,
  type Exception,
  ROOT_CONTEXT,
  type Span,
  trace,
} from "@opentelemetry/api";

/** A recorded span. */
export interface Recorded {
  name: string;
  readonly scope: string;
  readonly parent: string | null;
  readonly attributes: Record<string, unknown>;
  readonly exceptions: Exception[];
  status: number;
  ended: boolean;
}

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

/** Records the spans of a process. Create one only: the API keeps its first provider. */
export class Recorder {
  readonly spans: Recorded[] = [];
  readonly #contexts = new AsyncLocalStorage<Context>();

  constructor() {
    const contexts = this.#contexts;
    context.setGlobalContextManager({
      active: () => contexts.getStore() ?? ROOT_CONTEXT,
      with: (active, fn, self, ...args) =>
        contexts.run(active, () => fn.apply(self, args)),
      bind: (_, target) => target,
      enable: () => this as never,
      disable: () => this as never,
    });
    trace.setGlobalTracerProvider({
      getTracer: (name, version) => ({
        startSpan: (title) => this.#start(`${name} ${version}`, title, {}),
        startActiveSpan: (title: string, ...rest: unknown[]) => {
          const work = rest.pop() as (span: Span) => never;
          const options = rest[0] as { attributes?: object } | undefined;
          const scope = `${name} ${version}`;
          const span = this.#start(scope, title, options?.attributes ?? {});
          const active = trace.setSpan(context.active(), span);
          return context.with(active, () => work(span));
        },
      }),
    });
  }

  #start(
    scope: string,
    name: string,
    attributes: object,
    parent = trace.getActiveSpan()?.spanContext().spanId ?? null,
  ): Span {
    const recorded: Recorded = {
      name,
      scope,
      parent: parent && this.spans[parseInt(parent, 16) - 1].name,
      attributes: { ...attributes },
      exceptions: [],
      status: 0,
      ended: false,
    };
    const id = this.spans.push(recorded).toString(16).padStart(16, "0");
    const span = {
      spanContext: () => ({ traceId: TRACE_ID, spanId: id, traceFlags: 1 }),
      setAttribute(key: string, value: unknown) {
        recorded.attributes[key] = value;
        return span;
      },
      setAttributes(more: object) {
        Object.assign(recorded.attributes, more);
        return span;
      },
      updateName(other: string) {
        recorded.name = other;
        return span;
      },
      setStatus({ code }: { code: number }) {
        recorded.status = code;
        return span;
      },
      recordException: (error: Exception) =>
        void recorded.exceptions.push(error),
      end: () => void (recorded.ended = true),
      isRecording: () => true,
      addEvent: () => span,
      addLink: () => span,
      addLinks: () => span,
    } as Span;
    return span;
  }

  /** Runs work in a span like the one that `Deno.serve` creates for a request. */
  async request<T>(work: () => Promise<T>): Promise<T> {
    this.spans.length = 0;
    const span = this.#start("deno", "GET", {}, null);
    try {
      return await context.with(trace.setSpan(ROOT_CONTEXT, span), work);
    } finally {
      span.end();
    }
  }
}
