/**
 * Runs a request's chain.
 * @module
 */
import type { Chain } from "./chain.ts";
import type { Context } from "./context.ts";
import type { Middleware, MiddlewareFn } from "./handlers.ts";
import { HttpError } from "./http_error.ts";

/**
 * Runs the steps of a chain, each at most once. As soon as one has ended, no other starts:
 * calling `next()` again would skip the steps that have run, such as a check that failed.
 */
export class Run<State> {
  readonly #chain: Chain<State>;
  #steps: readonly MiddlewareFn<State>[];
  #index = -1;
  #hasEnded = false;
  /** The last result of `next()`. */
  #given: Promise<Response> | null = null;

  constructor(chain: Chain<State>) {
    this.#chain = chain;
    this.#steps = chain.steps;
  }

  /** Returns the next step's response. Errors reject the promise. */
  next(ctx: Context<State>): Promise<Response> {
    try {
      const result = this.step(ctx);
      return this.#given = result instanceof Promise
        ? result
        : Promise.resolve(result);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Like `next()`, but without a promise if the step is synchronous. It may throw. */
  step(ctx: Context<State>): Response | Promise<Response> {
    const at = ++this.#index;
    const step = this.#steps[at];
    if (step === undefined || this.#hasEnded) {
      this.#fail(ctx, new HttpError(404));
    }
    let result: unknown;
    try {
      result = step(ctx);
    } catch (error) {
      this.#fail(ctx, error);
    }
    // A middleware that returns the result of `next()` unchanged has nothing left to do.
    if (result === this.#given && result !== null) return this.#given!;
    if (!(result instanceof Promise)) return this.#settle(ctx, at, result);
    return result.then(
      (value) => this.#settle(ctx, at, value),
      (error) => this.#fail(ctx, error),
    );
  }

  #fail(ctx: Context<State>, error: unknown): never {
    this.#hasEnded = true;
    ctx.error = error;
    throw error;
  }

  #settle(
    ctx: Context<State>,
    at: number,
    result: unknown,
  ): Response | Promise<Response> {
    if (isMiddleware<State>(result)) return this.#load(ctx, at, result);
    this.#hasEnded = true;
    if (result instanceof Response) return result;
    const name = this.#steps[at].name || "(anonymous)";
    this.#fail(
      ctx,
      new Error(
        `Middleware or handler "${name}" of ${ctx.route ?? ctx.url.pathname} ` +
          `returned ${
            result === null ? "null" : typeof result
          }, not a Response`,
      ),
    );
  }

  /** Replaces a lazy middleware with the loaded one and runs it. */
  #load(
    ctx: Context<State>,
    at: number,
    loaded: Middleware<State>,
  ): Response | Promise<Response> {
    this.#steps = this.#chain.steps = this.#steps
      .toSpliced(at, 1, ...[loaded].flat());
    this.#index = at - 1;
    return this.step(ctx);
  }
}

function isMiddleware<State>(value: unknown): value is Middleware<State> {
  return typeof value === "function" || Array.isArray(value);
}
