/**
 * Runs a request's chain.
 * @module
 */
import type { Chain } from "./chain.ts";
import type { Context } from "./context.ts";
import type { Middleware, MiddlewareFn } from "./handlers.ts";
import { HttpError } from "./http_error.ts";

/** A step's place in the chain. */
interface Turn {
  readonly at: number;
  /** The place to return to when the step has ended. */
  back: number;
}

/**
 * Runs the steps of a chain. When a step has ended, the run returns to its caller's place, so
 * that a middleware that calls `next()` again runs all later steps again.
 */
export class Run<State> {
  readonly #chain: Chain<State>;
  #steps: readonly MiddlewareFn<State>[];
  #index = -1;
  /** The last result of `next()`, and the step that it waits for, if any. */
  #given: Promise<Response> | null = null;
  #pending: Turn | null = null;

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
    const turn = { at: this.#index + 1, back: this.#index };
    const step = this.#steps[turn.at];
    if (step === undefined) throw new HttpError(404);
    this.#index = turn.at;
    let result: unknown;
    try {
      result = step(ctx);
    } catch (error) {
      this.#index = turn.back;
      throw error;
    }
    if (!(result instanceof Promise)) {
      const settled = this.#settle(ctx, turn, result);
      this.#pending = settled instanceof Promise ? turn : null;
      return settled;
    }
    if (result === this.#given) return this.#passOn(turn, result);
    this.#pending = turn;
    return result.then((value) => this.#settle(ctx, turn, value), (error) => {
      this.#index = turn.back;
      throw error;
    });
  }

  /**
   * A middleware that returns the result of `next()` unchanged has nothing left to do, so the
   * run doesn't wait for it: the next step, if it is still running, returns further back.
   */
  #passOn(turn: Turn, given: Promise<Response>): Promise<Response> {
    if (this.#pending === null) this.#index = turn.back;
    else this.#pending.back = turn.back;
    return given;
  }

  #settle(
    ctx: Context<State>,
    turn: Turn,
    result: unknown,
  ): Response | Promise<Response> {
    this.#index = turn.back;
    if (result instanceof Response) return result;
    if (isMiddleware<State>(result)) return this.#load(ctx, turn, result);
    const name = this.#steps[turn.at].name || "(anonymous)";
    throw new Error(
      `Middleware or handler "${name}" of ${ctx.route ?? ctx.url.pathname} ` +
        `returned ${result === null ? "null" : typeof result}, not a Response`,
    );
  }

  /** Replaces a lazy middleware with the loaded one and runs it. */
  async #load(
    ctx: Context<State>,
    turn: Turn,
    loaded: Middleware<State>,
  ): Promise<Response> {
    this.#steps = this.#chain.steps = this.#steps
      .toSpliced(turn.at, 1, ...[loaded].flat());
    this.#index = turn.at - 1;
    try {
      return await this.step(ctx);
    } finally {
      this.#index = turn.back;
    }
  }
}

function isMiddleware<State>(value: unknown): value is Middleware<State> {
  return typeof value === "function" || Array.isArray(value);
}
