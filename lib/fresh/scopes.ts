/**
 * Finds the middlewares, layouts and error handlers that apply to a route.
 * @module
 */
import type { Chain, ErrorHandler, Shell, Wrapping } from "./chain.ts";
import type { Command, RouteCommand } from "./commands.ts";
import { boundary, isAny, isNotFound, isNotNotFound } from "./errors.ts";
import type { LayoutConfig, MiddlewareFn } from "./handlers.ts";

/** A route's place in the tree of patterns and in the tree of folders. */
export interface Place {
  readonly path: readonly string[];
  readonly folder: readonly string[];
}

/** What applies to one path or folder, and to all below it. */
interface Level<State> {
  readonly depth: number;
  readonly middlewares: MiddlewareFn<State>[];
  layout?: Command<State> & { kind: "layout" };
  error?: Command<State> & { kind: "error" };
}

/** Where requests belong that match no route. */
export const ROOT: Place = { path: [], folder: [] };

/** Finds the commands that apply to a place. */
export class Scopes<State> {
  readonly #commands: readonly Command<State>[];
  readonly #paths: string[][];

  constructor(commands: readonly Command<State>[]) {
    this.#commands = commands;
    this.#paths = commands.map((command) => segments(command.path));
  }

  /** The chain of a route that was added after `upTo` commands. */
  chain(command: RouteCommand<State>, upTo: number): Chain<State> {
    const { config, css, steps } = command;
    const place = placeOf(command);
    const notFound = this.#notFound(place, upTo);
    const own = notFound ? [boundary(notFound), ...steps] : steps;
    const chain = this.#wrapped(place, config, upTo, own);
    return { ...chain, wrapping: { ...chain.wrapping, css } };
  }

  /** The chain of requests that no route handles. All commands apply to it. */
  refusal(
    place: Place,
    config: LayoutConfig,
    step: MiddlewareFn<State>,
  ): Chain<State> {
    return this.#wrapped(place, config, this.#commands.length, [step]);
  }

  /**
   * A level's error handler gets what its middlewares and all further in throw. The
   * middlewares of the levels further out get its response.
   */
  #wrapped(
    place: Place,
    config: LayoutConfig,
    upTo: number,
    own: readonly MiddlewareFn<State>[],
  ): Chain<State> {
    const levels = this.#levels(place, upTo);
    const app = this.#app(place, upTo);
    const notFound = this.#notFound(ROOT, upTo);
    const steps = levels.flatMap(({ depth, middlewares, error }, index) => {
      const boundaries: MiddlewareFn<State>[] = [];
      if (error) {
        const outer = levels.slice(0, index + 1);
        const wrapping = wrappingIn(outer, app, error.config);
        const handles = depth > 0 && notFound ? isNotNotFound : isAny;
        boundaries.push(boundary({ run: error.run, wrapping, handles }));
      }
      if (depth === 0 && notFound) boundaries.push(boundary(notFound));
      return [...boundaries, ...middlewares];
    });
    const wrapping = wrappingIn(levels, app, config);
    return { steps: [...steps, ...own], wrapping };
  }

  /** The levels that contain a place, outermost first. */
  #levels(place: Place, upTo: number): Level<State>[] {
    const levels = new Map<string, Level<State>>();
    levels.set("", { depth: 0, middlewares: [] });
    this.#commands.slice(0, upTo).forEach((command, index) => {
      if (command.kind === "route" || !this.#covers(index, place)) return;
      const path = this.#paths[index];
      const key = path.join("/");
      const level = levels.get(key) ?? { depth: path.length, middlewares: [] };
      levels.set(key, level);
      if (command.kind === "use") level.middlewares.push(...command.steps);
      if (command.kind === "layout") level.layout = command;
      if (command.kind === "error") level.error = command;
    });
    return [...levels.values()].sort((a, b) => a.depth - b.depth);
  }

  /** The handler for 404, wherever it was added. Its page has the layouts of `place`. */
  #notFound(place: Place, upTo: number): ErrorHandler<State> | null {
    const command = this.#commands.findLast(({ kind }) => kind === "notFound");
    if (command?.kind !== "notFound") return null;
    const levels = this.#levels(place, upTo);
    const app = this.#app(place, upTo);
    const wrapping = wrappingIn(levels, app, command.config);
    return { run: command.run, wrapping, handles: isNotFound };
  }

  #app(place: Place, upTo: number): Shell<State> | null {
    const command = this.#commands.findLast(({ kind }, index) =>
      kind === "app" && index < upTo && this.#covers(index, place)
    );
    return command?.kind === "app" ? command.component : null;
  }

  #covers(index: number, place: Place): boolean {
    const inner = this.#commands[index].folder ? place.folder : place.path;
    const outer = this.#paths[index];
    return outer.length <= inner.length &&
      outer.every((part, at) => part === inner[at]);
  }
}

function wrappingIn<State>(
  levels: readonly Level<State>[],
  app: Shell<State> | null,
  config: LayoutConfig,
): Wrapping<State> {
  let layouts: Shell<State>[] = [];
  let skipApp = config.skipAppWrapper === true;
  for (const { layout } of levels) {
    if (layout === undefined) continue;
    if (layout.config.skipInheritedLayouts) layouts = [];
    if (layout.config.skipAppWrapper) skipApp = true;
    layouts.push(layout.component);
  }
  if (config.skipInheritedLayouts) layouts = [];
  return { app: skipApp ? null : app, layouts };
}

/** A route's place. */
export function placeOf<State>(command: RouteCommand<State>): Place {
  return { path: segments(command.path), folder: segments(command.scope) };
}

/** A scope's segments. A star at the end changes nothing. */
function segments(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.at(-1) === "*") parts.pop();
  return parts;
}
