/**
 * One request's way through the steps of its chain.
 * @module
 */
import type { Chain } from "./chain.ts";
import type { Context } from "./context.ts";
import type { Middleware, MiddlewareFn } from "./handlers.ts";
import { HttpError } from "./http_error.ts";

/** One step's place in the row. */
interface Turn {
  readonly at: number;
  /** The place to go back to when it has ended. */
  back: number;
}

/**
 * Runs the steps of a chain. A step's place is gone back to when what it called has
 * ended, so that a middleware that calls `next()` again runs all that follows it again.
 */
export class Run<State> {
  readonly #chain: Chain<State>;
  #steps: readonly MiddlewareFn<State>[];
  #index = -1;
  /** What `next()` gave last, and the step that it waits for, if any. */
  #given: Promise<Response> | null = null;
  #pending: Turn | null = null;

  constructor(chain: Chain<State>) {
    this.#chain = chain;
    this.#steps = chain.steps;
  }

  /** The next step's answer; what it throws, too, comes as a promise. */
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

  /** The same without a promise where there is none; it may throw. */
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
   * A middleware that gives on what `next()` gave it has nothing left to do. It is not
   * waited for: the step below it, if that has not ended yet, will go back further.
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

  /** Runs what a lazy middleware has loaded, in its place. */
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
