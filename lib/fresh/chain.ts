/**
 * What a matched request runs: compiled once, shared by all requests.
 * @module
 */
import type { AnyComponent, MiddlewareFn, PageProps } from "./handlers.ts";

/** A layout, app wrapper or page as it is kept. */
export type Shell<State> = AnyComponent<PageProps<unknown, State>>;

/** What is rendered around a page, outermost first. */
export interface Wrapping<State> {
  readonly app: Shell<State> | null;
  readonly layouts: readonly Shell<State>[];
}

/** An error handler and what its page is wrapped in. */
export interface ErrorHandler<State> {
  readonly run: MiddlewareFn<State>;
  readonly wrapping: Wrapping<State>;
}

/** The middlewares and the handler of one route and method, in order. */
export interface Chain<State> {
  /** Replaced by a longer row when a lazy middleware has been loaded. */
  steps: readonly MiddlewareFn<State>[];
  readonly wrapping: Wrapping<State>;
  /** Error handlers of the route, innermost first. */
  readonly errors: readonly ErrorHandler<State>[];
  readonly notFound: ErrorHandler<State> | null;
}
