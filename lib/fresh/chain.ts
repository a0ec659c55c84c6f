/**
 * The compiled middlewares and handlers of a route, which all requests share.
 * @module
 */
import type { AnyComponent, MiddlewareFn, PageProps } from "./handlers.ts";

/** A layout, app wrapper or page. */
export type Shell<State> = AnyComponent<PageProps<unknown, State>>;

/** The app wrapper and layouts around a page, outermost first. */
export interface Wrapping<State> {
  readonly app: Shell<State> | null;
  readonly layouts: readonly Shell<State>[];
  /** The stylesheets of the page's route. */
  readonly css?: readonly string[];
}

/** An error handler, with the layouts of its page. */
export interface ErrorHandler<State> {
  readonly run: MiddlewareFn<State>;
  readonly wrapping: Wrapping<State>;
  /** Whether the handler is for this error. */
  readonly handles: (error: unknown) => boolean;
}

/** The middlewares and the handler of one route and method, in order. */
export interface Chain<State> {
  /** Replaced when a lazy middleware has been loaded. */
  steps: readonly MiddlewareFn<State>[];
  readonly wrapping: Wrapping<State>;
}
