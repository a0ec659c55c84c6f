/**
 * The types of handlers and middlewares, and `page()`.
 * @module
 */
import type { ComponentChildren, ComponentClass } from "preact";
import type { Context } from "./context.ts";

/** The methods that a route can handle separately. */
export type Method =
  | "HEAD"
  | "GET"
  | "POST"
  | "PATCH"
  | "PUT"
  | "DELETE"
  | "OPTIONS";

/** All of {@linkcode Method}, in the order `Allow` lists them. */
export const METHODS: readonly Method[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
];

/** The methods in `handled`, for `Allow`. */
export function allowOf(handled: ReadonlyMap<string, unknown>): string {
  return METHODS.filter((method) => handled.has(method)).join(", ");
}

/** A function that responds, or calls `ctx.next()`. */
export type MiddlewareFn<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** One or several middlewares. */
export type Middleware<State> = MiddlewareFn<State> | MiddlewareFn<State>[];

/** A function that loads a value on first use. */
export type Lazy<T> = () => Promise<T>;

/** A value, or a function that loads it on first use. */
export type MaybeLazy<T> = T | Lazy<T>;

/** A middleware, or a function that loads it on first use. */
export type MaybeLazyMiddleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response | Middleware<State>>;

/** A handler's data for its page. */
export interface PageResponse<T> {
  data: T;
  /** Headers of the page's response. */
  headers?: HeadersInit;
  /** Status of the page's response. Default: 200. */
  status?: number;
}

/** Options of {@linkcode page}. */
export interface PageOptions {
  status?: number;
  headers?: HeadersInit;
}

/**
 * Renders the route's component with this data, when a handler returns it. The component gets
 * `undefined` for null.
 */
export function page(): PageResponse<undefined>;
export function page<T>(data: T, options?: PageOptions): PageResponse<T>;
export function page<T>(
  data?: T,
  options?: PageOptions,
): PageResponse<T | undefined> {
  const { headers, status } = options ?? {};
  return { data: data ?? undefined, headers, status };
}

/** A route's handler for one method or for all. */
export interface HandlerFn<Data, State> {
  (
    ctx: Context<State>,
  ):
    | Response
    | PageResponse<Data>
    | Promise<Response | PageResponse<Data>>;
}

/** A route's handlers, one for each method. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** The `handler` or `handlers` export of a route file. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** The data of a handler's pages. */
export type RouteData<
  // deno-lint-ignore no-explicit-any -- infers the handler's state
  Handler extends RouteHandler<unknown, any>,
> = Handler extends HandlerFn<infer Data, unknown> ? Data
  : Handler extends HandlerByMethod<infer Data, unknown> ? Data
  : never;

/** The props of a page, layout or app wrapper. */
export type PageProps<Data = unknown, T = unknown> =
  & Pick<
    Context<T>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "isPartial"
    | "Component"
    | "error"
    | "route"
  >
  & { data: Data };

/** The result of a page, layout or app wrapper: content, or a whole response. */
export type Rendered = ComponentChildren | Response;

/** A page, layout or app wrapper, sync or async. */
export type AnyComponent<P> =
  | ComponentClass<P>
  | ((props: P) => Rendered | Promise<Rendered>);

/** A layout's settings. */
export interface LayoutConfig {
  /** Leave out the app wrapper. */
  skipAppWrapper?: boolean;
  /** Leave out the layouts added earlier. */
  skipInheritedLayouts?: boolean;
}

/** A route's settings. */
export interface RouteConfig extends LayoutConfig {
  /** The pattern to match instead of the file's path. */
  routeOverride?: string;
  /** The methods that a handler function handles. Default: all. */
  methods?: "ALL" | Method[];
}

/** A route: a component, handlers, or both. */
export interface Route<State> {
  // deno-lint-ignore no-explicit-any -- only the component and handler know the data
  component?: AnyComponent<PageProps<any, State>>;
  // deno-lint-ignore no-explicit-any -- as above
  handler?: RouteHandler<any, State>;
  config?: RouteConfig;
  /** Stylesheets for the route's pages. */
  css?: readonly string[];
}
