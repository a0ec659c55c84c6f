/**
 * Turns thrown values into responses.
 * @module
 */
import type { ErrorHandler } from "./chain.ts";
import type { Context } from "./context.ts";
import type { MiddlewareFn } from "./handlers.ts";
import {
  HttpError,
  MethodNotAllowed,
  reasonOf,
  statusOf,
} from "./http_error.ts";
import { rewrap, step } from "./internals.ts";

/** A step that handles errors of later steps. */
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

/** Calls a handler, which has to log the errors that it handles. */
async function handle<State>(
  ctx: Context<State>,
  error: unknown,
  { handles, run, wrapping }: ErrorHandler<State>,
): Promise<Response> {
  if (!handles(error)) throw error;
  rewrap(ctx, wrapping);
  try {
    const response: unknown = await run(ctx);
    if (response instanceof Response) return withAllow(response, error);
    throw new Error("An error handler returned no Response");
  } catch (thrown) {
    if (thrown !== error) log(error); // Nothing else will.
    throw thrown;
  }
}

/** The response to an error that nothing has handled. */
export function lastResort<State>(
  ctx: Context<State>,
  error: unknown,
): Response {
  log(error);
  const isDevelopment = ctx.config.mode === "development";
  return withAllow(defaultAnswer(error, isDevelopment), error);
}

/** Logs an error, with its cause. Errors of the client aren't logged. */
function log(error: unknown): void {
  if (statusOf(error) >= 500) console.error(error);
}

function defaultAnswer(error: unknown, isDevelopment: boolean): Response {
  if (error instanceof HttpError) {
    const { message, status } = error;
    return new Response(message || reasonOf(status), { status });
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

/** Every error. */
export function isAny(): boolean {
  return true;
}

/** Whether the handler for 404 is responsible. */
export function isNotFound(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404;
}

/** Whether the handler for 404 is not responsible. */
export function isNotNotFound(error: unknown): boolean {
  return !isNotFound(error);
}
