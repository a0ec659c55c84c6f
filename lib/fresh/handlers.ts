/**
 * What handlers and middlewares are: types, and `page()`.
 * @module
 */
import type { ComponentChildren, ComponentClass } from "preact";
import type { Context } from "./context.ts";

/** The methods a route may answer one by one. */
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

/** A function that answers, or passes on with `ctx.next()`. */
export type MiddlewareFn<State> = (
  ctx: Context<State>,
) => Response | Promise<Response>;

/** One middleware or a row of them. */
export type Middleware<State> = MiddlewareFn<State> | MiddlewareFn<State>[];

/** A value, or a function that loads it when it is first needed. */
export type MaybeLazy<T> = T | (() => Promise<T>);

/** A middleware, or a function that loads it when it is first needed. */
export type MaybeLazyMiddleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response | Middleware<State>>;

/** Data that a handler hands to its page's component. */
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

/** Returned by a handler: render the route's component with this data. */
export function page(): PageResponse<undefined>;
export function page<T>(data: T, options?: PageOptions): PageResponse<T>;
export function page<T>(
  data?: T,
  options?: PageOptions,
): PageResponse<T | undefined> {
  return { data, headers: options?.headers, status: options?.status };
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

/** What a route file exports as `handler` or `handlers`. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** The data that a handler's pages get. */
export type RouteData<
  // deno-lint-ignore no-explicit-any -- infers whatever state the handler has
  Handler extends RouteHandler<unknown, any>,
> = Handler extends HandlerFn<infer Data, unknown> ? Data
  : Handler extends HandlerByMethod<infer Data, unknown> ? Data
  : never;

/** What a page, layout or app wrapper is given. */
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

/** What a page, layout or app wrapper returns; it may answer by itself. */
export type Rendered = ComponentChildren | Response;

/** A page, layout or app wrapper, sync or async. */
export type AnyComponent<P> =
  | ComponentClass<P>
  | ((props: P) => Rendered | Promise<Rendered>);

/** A layout's settings. */
export interface LayoutConfig {
  /** Leave out the app wrapper. */
  skipAppWrapper?: boolean;
  /** Leave out the layouts registered before. */
  skipInheritedLayouts?: boolean;
}

/** A route's settings. */
export interface RouteConfig extends LayoutConfig {
  /** The pattern to match instead of the one the file's path gives. */
  routeOverride?: string;
  /** Methods a function handler answers. Default: all. */
  methods?: "ALL" | Method[];
}

/** A route: a component, handlers, or both. */
export interface Route<State> {
  // deno-lint-ignore no-explicit-any -- the data's type is between the two
  component?: AnyComponent<PageProps<any, State>>;
  // deno-lint-ignore no-explicit-any -- as above
  handler?: RouteHandler<any, State>;
  config?: RouteConfig;
}
