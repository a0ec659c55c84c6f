import type { Command } from "./commands.ts";
import { compile } from "./compile.ts";
import { dispatcher, type Handler } from "./dispatch.ts";
import {
  type FreshConfig,
  resolveConfig,
  type ResolvedFreshConfig,
} from "./config.ts";
import type { Shell } from "./chain.ts";
import { fileCommands } from "./file_routes.ts";
import type {
  LayoutConfig,
  MaybeLazy,
  MaybeLazyMiddleware,
  Method,
  Middleware,
  MiddlewareFn,
  Route,
  RouteConfig,
} from "./handlers.ts";
import { listen, type ListenOptions } from "./listen.ts";
import { below, joined } from "./paths.ts";
import { useForAssets } from "./render/current.ts";
import { errorStep, routeCommands } from "./routes.ts";
import type { Snapshot } from "./snapshot.ts";
import {
  attach,
  upgrade,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./websocket.ts";

/** The arguments of `.get()` and the like. */
type Steps<State> = (Middleware<State> | MaybeLazyMiddleware<State>)[];

/** A command, or a placeholder for the build's file routes. */
type Entry<State> = Command<State> | { kind: "files"; path: string };

/** Gives a build to an app. Internal. */
export let applySnapshot: <State>(app: App<State>, build: Snapshot) => void;

/** Collects middlewares, routes and layouts, and handles requests with them. */
export class App<State> {
  /** The app's settings, with defaults. */
  readonly config: ResolvedFreshConfig;
  #entries: Entry<State>[] = [];
  #snapshot: Snapshot | null = null;
  readonly #mode: FreshConfig["mode"];

  static {
    applySnapshot = (app, build) => {
      app.#snapshot = build;
      useForAssets(build);
      app.config.mode = app.#mode ?? build.mode;
    };
  }

  constructor(config: FreshConfig = {}) {
    this.config = resolveConfig(config);
    this.#mode = config.mode;
  }

  /** Adds middlewares for all paths, or for a path and its subpaths. */
  use(...middlewares: Steps<State>): this;
  use(path: string, ...middlewares: Steps<State>): this;
  use(
    pathOrStep: string | Steps<State>[number],
    ...middlewares: Steps<State>
  ): this {
    const given = typeof pathOrStep === "string";
    const steps = flat(given ? middlewares : [pathOrStep, ...middlewares]);
    const path = given ? pathOrStep : "*";
    return this.#add({ kind: "use", path, steps });
  }

  /** Handles GET, and HEAD if it has no handler of its own. */
  get(path: string, ...middlewares: Steps<State>): this {
    return this.#route("GET", path, middlewares);
  }
  /** Handles POST. */
  post(path: string, ...middlewares: Steps<State>): this {
    return this.#route("POST", path, middlewares);
  }
  /** Handles PATCH. */
  patch(path: string, ...middlewares: Steps<State>): this {
    return this.#route("PATCH", path, middlewares);
  }
  /** Handles PUT. */
  put(path: string, ...middlewares: Steps<State>): this {
    return this.#route("PUT", path, middlewares);
  }
  /** Handles DELETE. */
  delete(path: string, ...middlewares: Steps<State>): this {
    return this.#route("DELETE", path, middlewares);
  }
  /** Handles HEAD. */
  head(path: string, ...middlewares: Steps<State>): this {
    return this.#route("HEAD", path, middlewares);
  }
  /** Handles OPTIONS. */
  options(path: string, ...middlewares: Steps<State>): this {
    return this.#route("OPTIONS", path, middlewares);
  }
  /** Handles every method. */
  all(path: string, ...middlewares: Steps<State>): this {
    return this.#route("ALL", path, middlewares);
  }

  /** Handles WebSockets, see {@linkcode Context.upgrade}. */
  ws(
    path: string,
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): this {
    return this.get(path, (ctx) => {
      const { socket, response } = upgrade(ctx.req, options);
      attach(socket, handlers);
      return response;
    });
  }

  /** Adds a route with a component, handlers or both. */
  route(
    path: string,
    route: MaybeLazy<Route<State>>,
    config: RouteConfig = {},
  ): this {
    for (const command of routeCommands(path, path, route, config)) {
      this.#add(command);
    }
    return this;
  }

  /** Adds a layout for a path and its subpaths, inside the layouts added earlier. */
  layout(
    path: string,
    component: Shell<State>,
    config: LayoutConfig = {},
  ): this {
    return this.#add({ kind: "layout", path, component, config });
  }

  /** Sets the component with the outer HTML of every page. */
  appWrapper(component: Shell<State>): this {
    return this.#add({ kind: "app", path: "*", component });
  }

  /** Sets the handler or page for 404. */
  notFound(route: Route<State> | MiddlewareFn<State>): this;
  notFound(route: MaybeLazy<Route<State> | MiddlewareFn<State>>): this;
  notFound(route: MaybeLazy<Route<State> | MiddlewareFn<State>>): this {
    return this.#add({
      kind: "notFound",
      path: "*",
      run: errorStep(route),
      config: configOf(route),
    });
  }

  /** Sets the handler or page for errors at a path and its subpaths. */
  onError(route: Route<State> | MiddlewareFn<State>): this;
  onError(
    path: string,
    route: MaybeLazy<Route<State> | MiddlewareFn<State>>,
  ): this;
  onError(
    pathOrRoute: string | Route<State> | MiddlewareFn<State>,
    route?: MaybeLazy<Route<State> | MiddlewareFn<State>>,
  ): this {
    const path = typeof pathOrRoute === "string" ? pathOrRoute : "*";
    const chosen = typeof pathOrRoute === "string" ? route : pathOrRoute;
    if (chosen === undefined) throw new TypeError("onError() needs a handler");
    const run = errorStep(chosen);
    return this.#add({ kind: "error", path, run, config: configOf(chosen) });
  }

  /** Adds the file routes, optionally below a path. */
  fsRoutes(path: string = "*"): this {
    this.#entries.push({ kind: "files", path });
    return this;
  }

  /** Adds another app below a path. */
  mountApp(path: string, app: App<State>): this {
    const base = joined(path, app.config.basePath);
    for (const entry of app.#entries) {
      const isWhole = entry.kind === "app" || entry.kind === "notFound";
      this.#entries.push(isWhole ? entry : below(base, entry));
    }
    return this;
  }

  /** Returns the app as a function from request to response. */
  handler(): Handler {
    const { basePath } = this.config;
    const compiled = compile(this.#commands(), basePath);
    return dispatcher(compiled, this.config, this.#snapshot);
  }

  /** Serves the app. Resolves when the server listens; `options.signal` stops it. */
  // deno-lint-ignore require-await -- errors reject instead of throwing
  async listen(options: ListenOptions = {}): Promise<void> {
    listen(this.handler(), this.config.basePath, options);
  }

  #add(entry: Entry<State>): this {
    this.#entries.push(entry);
    return this;
  }

  #route(method: Method | "ALL", path: string, given: Steps<State>): this {
    const steps = flat(given);
    return this.#add({
      kind: "route",
      path: joined("", path),
      scope: path,
      methods: [method],
      steps,
      config: {},
    });
  }

  #commands(): Command<State>[] {
    const commands: Command<State>[] = [];
    for (const entry of this.#entries) {
      if (entry.kind !== "files") {
        commands.push(entry);
        continue;
      }
      if (this.#snapshot === null) continue;
      for (const command of fileCommands<State>(this.#snapshot.routes)) {
        commands.push(below(entry.path, command));
      }
    }
    return commands;
  }
}

/** A lazy middleware looks like any other until it is called. */
function flat<State>(steps: Steps<State>): MiddlewareFn<State>[] {
  return steps.flat() as MiddlewareFn<State>[];
}

function configOf<State>(
  route: MaybeLazy<Route<State> | MiddlewareFn<State>>,
): LayoutConfig {
  return typeof route === "function" ? {} : route.config ?? {};
}
