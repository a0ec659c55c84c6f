import type {
  HandlerByMethod,
  HandlerFn,
  Middleware,
  PageProps,
  Rendered,
  RouteHandler,
} from "./handlers.ts";

/** Typed functions that return their argument. */
export interface Define<State> {
  /** Declares a route's handlers. */
  handlers<
    Data,
    Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>,
  >(handlers: Handlers): typeof handlers;
  /** Declares a page; `define.page<typeof handler>` types its `data`. */
  page<
    // deno-lint-ignore no-explicit-any -- any data, until the handler's type is known
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
  /** Declares one or several middlewares. */
  middleware<M extends Middleware<State>>(middleware: M): typeof middleware;
}

/** Creates the `define.*` functions for an app's state. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}
