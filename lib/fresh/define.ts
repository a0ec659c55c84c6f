import type {
  HandlerByMethod,
  HandlerFn,
  Middleware,
  PageProps,
  Rendered,
  RouteHandler,
} from "./handlers.ts";

/** Helpers that only carry types: each returns what it is given. */
export interface Define<State> {
  /** Declares a route's handlers. */
  handlers<
    Data,
    Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>,
  >(handlers: Handlers): typeof handlers;
  /** Declares a page; `define.page<typeof handler>` types its `data`. */
  page<
    // deno-lint-ignore no-explicit-any -- any data, until the handler tells
    Handler extends RouteHandler<any, State> = never,
    Data = Handler extends HandlerFn<infer Data, State> ? Data
      : Handler extends HandlerByMethod<infer Data, State> ? Data
      : never,
  >(
    render: (
      props: PageProps<Data, State>,
    ) => Rendered | Promise<Rendered>,
  ): typeof render;
  /** Declares a layout. */
  layout(
    render: (
      props: PageProps<unknown, State>,
    ) => Rendered | Promise<Rendered>,
  ): typeof render;
  /** Declares a middleware, or a row of them. */
  middleware<M extends Middleware<State>>(middleware: M): typeof middleware;
}

/** Makes the `define.*` helpers for an app's state. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}
