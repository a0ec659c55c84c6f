/**
 * The commands that configure an app, in order.
 * @module
 */
import type { Shell } from "./chain.ts";
import type { LayoutConfig, Method, MiddlewareFn } from "./handlers.ts";

/** A route, or a command for a path and its subpaths. */
export type Command<State> = Kinds<State> & {
  /** Set if `path` is a folder of file routes, not a pattern. */
  folder?: true;
};

type Kinds<State> =
  | { kind: "use"; path: string; steps: MiddlewareFn<State>[] }
  | {
    kind: "route";
    path: string;
    /** The folder whose middlewares and layouts the route inherits. */
    scope: string;
    /** `ALL` also means methods that HTTP doesn't define. */
    methods: readonly (Method | "ALL")[];
    steps: MiddlewareFn<State>[];
    config: LayoutConfig;
    css?: readonly string[];
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

/** A command that adds a route. */
export type RouteCommand<State> = Command<State> & { kind: "route" };
