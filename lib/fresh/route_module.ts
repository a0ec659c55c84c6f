/**
 * The modules in `routes/`.
 * @module
 */
import type {
  LayoutConfig,
  Middleware,
  RouteConfig,
  RouteHandler,
} from "./handlers.ts";

/** A file in `routes/`: its path without the extension, and its module. */
export interface RouteFile {
  readonly id: string;
  readonly module: unknown;
}

/** The exports of a route file. */
export interface RouteModule<State> {
  /** The page, layout or app wrapper. */
  default?: unknown;
  handler?: RouteHandler<unknown, State>;
  handlers?: RouteHandler<unknown, State>;
  config?: RouteConfig & LayoutConfig;
  /** Stylesheets for the route's pages. */
  css?: readonly string[];
}

const WANTED = {
  route: 'Route files must export a default component, a "handler" or ' +
    '"handlers" export, or a "config" export.',
  error: 'Error pages must export a default component, or a "handler" or ' +
    '"handlers" export.',
  wrapper: "Layouts and the app wrapper must export a default component.",
  middleware:
    "Middleware files must have a default export (function or array of functions).",
};

/** A file's name without its folders. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The exports of a file; throws an error if it has none that are of use. */
export function exportsOf<State>(
  { id, module }: RouteFile,
): RouteModule<State> {
  const exports = module as RouteModule<State>;
  const handler = exports.handler ?? exports.handlers;
  const hasPage = typeof exports.default === "function";
  const isUsable = hasPage || isHandler(handler);
  switch (nameOf(id)) {
    case "_app":
    case "_layout":
      return hasPage ? exports : fail(id, "wrapper");
    case "_middleware":
      return isMiddleware(middlewareIn(exports))
        ? exports
        : fail(id, "middleware");
    case "_error":
    case "_404":
    case "_500":
      return isUsable ? exports : fail(id, "error");
    default:
      return isUsable || exports.config ? exports : fail(id, "route");
  }
}

/** The middlewares that a module exports. */
export function middlewareIn<State>(
  { handler, handlers, default: main }: RouteModule<State>,
): Middleware<State> {
  return (handler ?? handlers ?? main) as Middleware<State>;
}

function isHandler(handler: unknown): boolean {
  return typeof handler === "function" ||
    (typeof handler === "object" && handler !== null);
}

function isMiddleware(given: unknown): boolean {
  return [given].flat().every((each) => typeof each === "function");
}

function fail(id: string, kind: keyof typeof WANTED): never {
  const message = `Could not find relevant exports in: ${id}`;
  throw new Error(`${message}\n\n${WANTED[kind]}`);
}
