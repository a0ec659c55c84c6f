/**
 * Turns thrown values into responses.
 * @module
 */
import type { ErrorHandler } from "./chain.ts";
import type { Context } from "./context.ts";
import type { MiddlewareFn } from "./handlers.ts";
import { HttpError, MethodNotAllowed } from "./http_error.ts";
import { chainOf, rewrap, step } from "./internals.ts";

// The errors that each request's handlers have already seen.
const tried = new WeakMap<object, Set<unknown>>();

/**
 * A step that handles errors of later steps, so that the middlewares before it get a response
 * and can set headers on it.
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

/** The app's response to an error that nothing else has handled. */
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

/** Calls a handler once per request. It has to log the errors that it handles. */
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

/** Logs an unhandled error, unless it was thrown on purpose as an HTTP error. */
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
