/**
 * From a thrown value to a response.
 * @module
 */
import type { ErrorHandler } from "./chain.ts";
import type { Context } from "./context.ts";
import type { MiddlewareFn } from "./handlers.ts";
import { HttpError, MethodNotAllowed } from "./http_error.ts";
import { chainOf, rewrap, step } from "./internals.ts";

// What handlers of this request have already had their turn with.
const tried = new WeakMap<object, Set<unknown>>();

/**
 * A step that answers what is thrown after it, so that the middlewares before
 * it see a response and can give it their headers.
 */
export function boundary<State>(
  handler: ErrorHandler<State>,
): MiddlewareFn<State> {
  return (ctx) => {
    const recover = (error: unknown) => handle(ctx, error, handler);
    try {
      const result = step(ctx);
      return result instanceof Promise ? result.catch(recover) : result;
    } catch (error) {
      return recover(error);
    }
  };
}

/** The app's answer to an error that nothing else has answered. */
export async function lastResort<State>(
  ctx: Context<State>,
  error: unknown,
): Promise<Response> {
  const { errors, notFound } = chainOf(ctx);
  if (notFound !== null && isNotFound(error)) {
    const outcome = await attempt(ctx, error, notFound);
    if (outcome instanceof Response) return outcome;
    error = outcome.thrown;
  }
  for (const handler of errors) {
    const outcome = await attempt(ctx, error, handler);
    if (outcome instanceof Response) return outcome;
    error = outcome.thrown;
  }
  ctx.error = error;
  log(error);
  const isDevelopment = ctx.config.mode === "development";
  return withAllow(defaultAnswer(error, isDevelopment), error);
}

async function handle<State>(
  ctx: Context<State>,
  error: unknown,
  handler: ErrorHandler<State>,
): Promise<Response> {
  const { notFound } = chainOf(ctx);
  const chosen = isNotFound(error) ? notFound ?? handler : handler;
  const isOnlyNotFound = handler.run === notFound?.run && !isNotFound(error);
  if (isOnlyNotFound) throw error;
  const outcome = await attempt(ctx, error, chosen);
  if (outcome instanceof Response) return outcome;
  throw outcome.thrown;
}

/** Lets a handler answer, once in a request. An error that it answers is its own to log. */
async function attempt<State>(
  ctx: Context<State>,
  error: unknown,
  handler: ErrorHandler<State>,
): Promise<Response | { thrown: unknown }> {
  let seen = tried.get(ctx);
  if (seen === undefined) tried.set(ctx, seen = new Set());
  if (seen.has(handler.run)) return { thrown: error };
  seen.add(handler.run);
  ctx.error = error;
  rewrap(ctx, handler.wrapping);
  try {
    const response: unknown = await handler.run(ctx);
    if (response instanceof Response) return withAllow(response, error);
    throw new Error("An error handler returned no Response");
  } catch (thrown) {
    if (thrown !== error) log(error);
    return { thrown };
  }
}

/** Logs an error that no handler answered, if nobody meant it. */
function log(error: unknown): void {
  if (!(error instanceof HttpError)) console.error(error);
}

function defaultAnswer(error: unknown, isDevelopment: boolean): Response {
  if (error instanceof HttpError) {
    return new Response(error.message, { status: error.status });
  }
  const details = isDevelopment ? `\n\n${Deno.inspect(error)}` : "";
  return new Response(`Internal server error${details}`, { status: 500 });
}

function withAllow(response: Response, error: unknown): Response {
  if (error instanceof MethodNotAllowed && !response.headers.has("allow")) {
    response.headers.set("allow", error.allow);
  }
  return response;
}

function isNotFound(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404;
}
