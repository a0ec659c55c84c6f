/**
 * The server side of the framework.
 * @module
 */
export { App } from "./app.ts";
export type { FreshConfig, ResolvedFreshConfig } from "./config.ts";
export type { Context, FreshContext } from "./context.ts";
export { createDefine, type Define } from "./define.ts";
export {
  type HandlerByMethod,
  type HandlerFn,
  type LayoutConfig,
  type Lazy,
  type MaybeLazy,
  type Method,
  type Middleware,
  type MiddlewareFn,
  page,
  type PageProps,
  type PageResponse,
  type Route,
  type RouteConfig,
  type RouteData,
  type RouteHandler,
} from "./handlers.ts";
export { HttpError } from "./http_error.ts";
export type { ListenOptions } from "./listen.ts";
export type { Island } from "./snapshot.ts";
export { cors, type CORSOptions } from "./middlewares/cors.ts";
export { csp, type CSPOptions } from "./middlewares/csp.ts";
export { csrf, type CsrfOptions } from "./middlewares/csrf.ts";
export {
  ipFilter,
  type IpFilterOptions,
  type IpFilterRules,
} from "./middlewares/ip_filter.ts";
export { staticFiles } from "./middlewares/static_files.ts";
export { trailingSlashes } from "./middlewares/trailing_slashes.ts";
export type {
  WebSocketHandlers,
  WebSocketUpgradeOptions,
} from "./websocket.ts";
