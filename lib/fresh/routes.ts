/**
 * Turns a route (component, handlers, config) into commands.
 * @module
 */
import type { RouteCommand } from "./commands.ts";
import type { Context } from "./context.ts";
import type {
  HandlerFn,
  MaybeLazy,
  Method,
  MiddlewareFn,
  PageResponse,
  Route,
  RouteConfig,
} from "./handlers.ts";
import { allowOf, METHODS } from "./handlers.ts";
import { HttpError, MethodNotAllowed } from "./http_error.ts";
import { renderRoute } from "./render/page.ts";
import { inSpan } from "./tracing.ts";

const HANDLER_SPAN = { "fresh.span_type": "fs_routes/handler" };

/** The commands of a route, one for each of its steps. */
export function routeCommands<State>(
  path: string,
  scope: string,
  route: MaybeLazy<Route<State>>,
  config: RouteConfig,
): RouteCommand<State>[] {
  const command = (
    step: MiddlewareFn<State>,
    methods: readonly (Method | "ALL")[],
  ): RouteCommand<State> => ({
    kind: "route",
    path: path.startsWith("/") ? path : `/${path}`,
    scope,
    methods,
    steps: [step],
    config,
    css: typeof route === "function" ? undefined : route.css,
  });
  if (typeof route === "function") return [command(lazyStep(route), ["ALL"])];
  config = { ...route.config, ...config };
  const byStep = Map.groupBy(stepsOf(route, config), ([, step]) => step);
  return Array.from(
    byStep,
    ([step, entries]) => command(step, entries.map(([method]) => method)),
  );
}

/** A route's steps for each method. */
function stepsOf<State>(
  route: Route<State>,
  config: RouteConfig,
): Map<Method | "ALL", MiddlewareFn<State>> {
  const handlers = route.handler;
  const steps = new Map<Method | "ALL", MiddlewareFn<State>>();
  if (typeof handlers === "function") {
    const methods = config.methods ?? "ALL";
    const step = handlerStep(route, handlers);
    for (const method of methods === "ALL" ? ["ALL" as const] : methods) {
      steps.set(method, step);
    }
    return steps;
  }
  for (const method of METHODS) {
    const handler = handlers?.[method];
    if (handler) steps.set(method, handlerStep(route, handler));
  }
  const { component } = route;
  if (component && !steps.has("GET")) {
    const step: MiddlewareFn<State> = (ctx) =>
      renderRoute(ctx, component, null);
    for (const method of handlers ? ["GET" as const] : METHODS) {
      steps.set(method, step);
    }
  }
  return steps;
}

function handlerStep<State>(
  route: Route<State>,
  handler: HandlerFn<unknown, State>,
): MiddlewareFn<State> {
  return (ctx) => {
    const result = inSpan("handler", HANDLER_SPAN, () => handler(ctx));
    if (result instanceof Response) return result;
    if (result instanceof Promise) {
      return result.then((value) => finish(ctx, route, value));
    }
    return finish(ctx, route, result);
  };
}

function finish<State>(
  ctx: Context<State>,
  route: Route<State>,
  result: Response | PageResponse<unknown>,
): Response | Promise<Response> {
  if (result instanceof Response) return result;
  if (typeof result !== "object" || result === null || !("data" in result)) {
    throw new Error(
      `A handler of ${ctx.route} returned neither a Response nor page(…)`,
    );
  }
  if (route.component === undefined) {
    throw new Error(
      `A handler of ${ctx.route} returned page(…), but the route has no component`,
    );
  }
  return renderRoute(ctx, route.component, result);
}

/** A route that is loaded on its first request. */
function lazyStep<State>(
  load: () => Promise<Route<State>>,
): MiddlewareFn<State> {
  let steps: Map<Method | "ALL", MiddlewareFn<State>> | undefined;
  return async (ctx) => {
    if (steps === undefined) {
      const route = await inSpan("lazy-route", {}, load);
      steps = stepsOf(route, route.config ?? {});
      const get = steps.get("GET");
      if (get && !steps.has("HEAD")) steps.set("HEAD", get);
    }
    if (steps.size === 0) throw new HttpError(404);
    const method = ctx.req.method as Method;
    const step = steps.get(method) ?? steps.get("ALL");
    if (step === undefined) throw new MethodNotAllowed(allowOf(steps));
    return await step(ctx);
  };
}

/** The step of an error page: a middleware, or a route for all methods. */
export function errorStep<State>(
  route: MaybeLazy<Route<State> | MiddlewareFn<State>>,
): MiddlewareFn<State> {
  if (typeof route !== "function") return errorRoute(route);
  return async (ctx) => {
    const made: unknown = await route(ctx);
    if (made instanceof Response) return made;
    if (typeof made === "function") return await made(ctx);
    return await errorRoute(made as Route<State>)(ctx);
  };
}

function errorRoute<State>(route: Route<State>): MiddlewareFn<State> {
  const { component } = route;
  const handlers = route.handler;
  const one = typeof handlers === "function" ? handlers : undefined;
  return (ctx) => {
    const handler = one ??
      (typeof handlers === "object"
        ? handlers[ctx.req.method as Method] ?? handlers.GET
        : undefined);
    if (handler) return handlerStep(route, handler)(ctx);
    if (component) return renderRoute(ctx, component, null);
    throw new Error("An error route needs a component or a handler");
  };
}
