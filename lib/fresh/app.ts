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

/** What `.get()` and its like take. */
type Steps<State> = (Middleware<State> | MaybeLazyMiddleware<State>)[];

/** A command, or the place where the build's file routes go. */
type Entry<State> = Command<State> | { kind: "files"; path: string };

/** How the build reaches into an app; not part of the public API. */
export let applySnapshot: <State>(app: App<State>, build: Snapshot) => void;

/** Collects middlewares, routes and layouts, and answers requests with them. */
export class App<State> {
  /** The app's settings, defaults filled in. */
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

  /** Adds middlewares, for a path and all below it or for all. */
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

  /** Answers GET, and HEAD unless it has its own. */
  get(path: string, ...middlewares: Steps<State>): this {
    return this.#route("GET", path, middlewares);
  }
  /** Answers POST. */
  post(path: string, ...middlewares: Steps<State>): this {
    return this.#route("POST", path, middlewares);
  }
  /** Answers PATCH. */
  patch(path: string, ...middlewares: Steps<State>): this {
    return this.#route("PATCH", path, middlewares);
  }
  /** Answers PUT. */
  put(path: string, ...middlewares: Steps<State>): this {
    return this.#route("PUT", path, middlewares);
  }
  /** Answers DELETE. */
  delete(path: string, ...middlewares: Steps<State>): this {
    return this.#route("DELETE", path, middlewares);
  }
  /** Answers HEAD. */
  head(path: string, ...middlewares: Steps<State>): this {
    return this.#route("HEAD", path, middlewares);
  }
  /** Answers OPTIONS. */
  options(path: string, ...middlewares: Steps<State>): this {
    return this.#route("OPTIONS", path, middlewares);
  }
  /** Answers every method. */
  all(path: string, ...middlewares: Steps<State>): this {
    return this.#route("ALL", path, middlewares);
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

  /** Wraps pages at a path and below, inside the layouts before it. */
  layout(
    path: string,
    component: Shell<State>,
    config: LayoutConfig = {},
  ): this {
    return this.#add({ kind: "layout", path, component, config });
  }

  /** Sets the component around every page: the outer HTML. */
  appWrapper(component: Shell<State>): this {
    return this.#add({ kind: "app", path: "*", component });
  }

  /** Sets what answers every 404. */
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

  /** Sets what answers errors thrown at a path and below. */
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

  /** Inserts the file routes here, optionally below a path. */
  fsRoutes(path: string = "*"): this {
    this.#entries.push({ kind: "files", path });
    return this;
  }

  /** Inserts all of another app here, below a path. */
  mountApp(path: string, app: App<State>): this {
    const base = joined(path, app.config.basePath);
    for (const entry of app.#entries) {
      const isWhole = entry.kind === "app" || entry.kind === "notFound";
      this.#entries.push(isWhole ? entry : below(base, entry));
    }
    return this;
  }

  /** The app as one function from request to response. */
  handler(): Handler {
    const { basePath } = this.config;
    const compiled = compile(this.#commands(), basePath);
    return dispatcher(compiled, this.config, this.#snapshot);
  }

  /** Serves the app. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await listen(this.handler(), this.config.basePath, options);
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
      method,
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

/** Lazy middlewares look like the others until they are called. */
function flat<State>(steps: Steps<State>): MiddlewareFn<State>[] {
  return steps.flat() as MiddlewareFn<State>[];
}

function configOf<State>(
  route: MaybeLazy<Route<State> | MiddlewareFn<State>>,
): LayoutConfig {
  return typeof route === "function" ? {} : route.config ?? {};
}
