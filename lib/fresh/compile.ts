/**
 * Compiles an app's commands to a table of routes with their chains.
 * @module
 */
import type { Chain, ErrorHandler, Shell, Wrapping } from "./chain.ts";
import { boundary } from "./errors.ts";
import type { Command } from "./commands.ts";
import type { LayoutConfig, MiddlewareFn } from "./handlers.ts";
import { METHODS } from "./handlers.ts";
import { type ErrorStatus, HttpError, MethodNotAllowed } from "./http_error.ts";
import { Router } from "./router.ts";

/** A pattern with its chains. */
export interface CompiledRoute<State> {
  readonly pattern: string;
  readonly chains: ReadonlyMap<string, Chain<State>>;
  /** For methods without a handler: 405, or 204 for OPTIONS. */
  readonly otherwise: Chain<State>;
}

/** The whole app. */
export interface CompiledApp<State> {
  readonly router: Router<CompiledRoute<State>>;
  /** For paths that match no pattern: 404. */
  readonly unmatched: Chain<State>;
  /** For paths with invalid percent-encoding: 400. */
  readonly malformed: Chain<State>;
}

/** A route that is being compiled. */
interface Draft<State> {
  place: Place;
  config: LayoutConfig;
  /** The number of commands before the route. */
  upTo: number;
  steps: Map<string, MiddlewareFn<State>[]>;
}

/** A route's place in the tree of patterns and in the tree of folders. */
interface Place {
  readonly path: readonly string[];
  readonly folder: readonly string[];
}

const ROOT: Place = { path: [], folder: [] };

/** Compiles commands whose paths are all below `basePath`. */
export function compile<State>(
  commands: readonly Command<State>[],
  basePath: string,
): CompiledApp<State> {
  const scoped = new Scopes(commands);
  const drafts = new Map<string, Draft<State>>();
  commands.forEach((command, index) => {
    if (command.kind === "route") draftRoute(drafts, command, index);
  });
  const router = new Router<CompiledRoute<State>>();
  for (const [pattern, draft] of drafts) {
    const full = `/${basePath}/${pattern}`.replaceAll(/\/+/g, "/")
      .replace(/(?<=.)\/$/, "");
    router.add(full, finish(full, draft, scoped));
  }
  const refusing = (status: ErrorStatus) =>
    scoped.chain(ROOT, {}, commands.length, [() => {
      throw new HttpError(status);
    }]);
  return { router, unmatched: refusing(404), malformed: refusing(400) };
}

function draftRoute<State>(
  drafts: Map<string, Draft<State>>,
  command: Command<State> & { kind: "route" },
  index: number,
): void {
  let draft = drafts.get(command.path);
  if (draft === undefined) {
    draft = {
      place: {
        path: segments(command.path),
        folder: segments(command.scope),
      },
      config: command.config,
      upTo: index,
      steps: new Map(),
    };
    drafts.set(command.path, draft);
  }
  const methods = command.method === "ALL"
    ? [...METHODS, "ALL"]
    : [command.method];
  for (const method of methods) {
    const before = draft.steps.get(method);
    if (before) before.push(...command.steps);
    else draft.steps.set(method, [...command.steps]);
  }
}

function finish<State>(
  pattern: string,
  draft: Draft<State>,
  scoped: Scopes<State>,
): CompiledRoute<State> {
  const { place, config, upTo } = draft;
  const chains = new Map<string, Chain<State>>();
  for (const [method, steps] of draft.steps) {
    chains.set(method, scoped.chain(place, config, upTo, steps));
  }
  const get = chains.get("GET");
  if (get && !chains.has("HEAD")) chains.set("HEAD", get);
  const allow = METHODS.filter((method) => chains.has(method)).join(", ");
  const refuse: MiddlewareFn<State> = (ctx) => {
    if (ctx.req.method === "OPTIONS") {
      return new Response(null, { status: 204, headers: { allow } });
    }
    throw new MethodNotAllowed(allow);
  };
  const otherwise = scoped.chain(place, config, upTo, [refuse]);
  return { pattern, chains, otherwise };
}

/** Finds the commands that apply to a place. */
class Scopes<State> {
  readonly #commands: readonly Command<State>[];
  readonly #paths: string[][];
  readonly #handlers = new Map<Command<State>, ErrorHandler<State>>();
  readonly #steps = new Map<Command<State>, MiddlewareFn<State>>();
  readonly #notFound: ErrorHandler<State> | null;

  constructor(commands: readonly Command<State>[]) {
    this.#commands = commands;
    this.#paths = commands.map((command) => segments(command.path));
    let notFound: ErrorHandler<State> | null = null;
    commands.forEach((command, index) => {
      if (command.kind !== "error" && command.kind !== "notFound") return;
      const own = this.#paths[index];
      const place = command.kind === "error"
        ? { path: own, folder: own }
        : ROOT;
      const wrapping = this.#wrapping(place, command.config, Infinity);
      const handler = { run: command.run, wrapping };
      this.#handlers.set(command, handler);
      this.#steps.set(command, boundary(handler));
      if (command.kind === "notFound") notFound = handler;
    });
    this.#notFound = notFound;
  }

  /** The chain of a place for steps added after `upTo` commands. */
  chain(
    place: Place,
    config: LayoutConfig,
    upTo: number,
    own: MiddlewareFn<State>[],
  ): Chain<State> {
    const steps: MiddlewareFn<State>[] = [];
    const errors: ErrorHandler<State>[] = [];
    this.#commands.forEach((command, index) => {
      if (!this.#covers(index, place)) return;
      if (command.kind === "use" && index < upTo) steps.push(...command.steps);
      const step = this.#steps.get(command);
      if (step && index < upTo) steps.push(step);
      if (command.kind === "error") {
        errors.unshift(this.#handlers.get(command)!);
      }
    });
    return {
      steps: [...steps, ...own],
      wrapping: this.#wrapping(place, config, upTo),
      errors,
      notFound: this.#notFound,
    };
  }

  #covers(index: number, place: Place): boolean {
    const inner = this.#commands[index].folder ? place.folder : place.path;
    const outer = this.#paths[index];
    return outer.length <= inner.length &&
      outer.every((part, at) => part === inner[at]);
  }

  #wrapping(
    place: Place,
    config: LayoutConfig,
    upTo: number,
  ): Wrapping<State> {
    let app: Shell<State> | null = null;
    let layouts: Shell<State>[] = [];
    let skipApp = config.skipAppWrapper === true;
    this.#commands.forEach((command, index) => {
      if (!this.#covers(index, place)) return;
      if (command.kind === "app") app = command.component;
      if (command.kind !== "layout" || index >= upTo) return;
      if (command.config.skipInheritedLayouts) layouts = [];
      if (command.config.skipAppWrapper) skipApp = true;
      layouts.push(command.component);
    });
    if (config.skipInheritedLayouts) layouts = [];
    return { app: skipApp ? null : app, layouts };
  }
}

/** A scope's segments. A star at the end changes nothing. */
function segments(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.at(-1) === "*") parts.pop();
  return parts;
}
