/**
 * What an app has been told, in the order it was told.
 * @module
 */
import type { Shell } from "./chain.ts";
import type { LayoutConfig, Method, MiddlewareFn } from "./handlers.ts";

/** A route, or something that holds for a path and all below it. */
export type Command<State> = Kinds<State> & {
  /** Set when `path` is a folder of file routes rather than a pattern. */
  folder?: true;
};

type Kinds<State> =
  | { kind: "use"; path: string; steps: MiddlewareFn<State>[] }
  | {
    kind: "route";
    path: string;
    /** The folder whose middlewares and layouts it inherits. */
    scope: string;
    method: Method | "ALL";
    steps: MiddlewareFn<State>[];
    config: LayoutConfig;
  }
  | {
    kind: "layout";
    path: string;
    component: Shell<State>;
    config: LayoutConfig;
  }
  | { kind: "app"; path: string; component: Shell<State> }
  | {
    kind: "error";
    path: string;
    run: MiddlewareFn<State>;
    config: LayoutConfig;
  }
  | {
    kind: "notFound";
    path: string;
    run: MiddlewareFn<State>;
    config: LayoutConfig;
  };
