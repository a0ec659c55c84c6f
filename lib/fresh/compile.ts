/**
 * Compiles an app's commands to a table of routes with their chains.
 * @module
 */
import type { Chain } from "./chain.ts";
import type { Command, RouteCommand } from "./commands.ts";
import type { MiddlewareFn } from "./handlers.ts";
import { allowOf, METHODS } from "./handlers.ts";
import { type ErrorStatus, HttpError, MethodNotAllowed } from "./http_error.ts";
import { Router } from "./router.ts";
import { placeOf, ROOT, Scopes } from "./scopes.ts";

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

/** A pattern's routes by method, each with the number of commands before it. */
type Draft<State> = Map<string, { command: RouteCommand<State>; upTo: number }>;

/** Compiles commands whose paths are all below `basePath`. */
export function compile<State>(
  commands: readonly Command<State>[],
  basePath: string,
): CompiledApp<State> {
  const scopes = new Scopes(commands);
  const drafts = new Map<string, Draft<State>>();
  commands.forEach((command, upTo) => {
    if (command.kind === "route") draftRoute(drafts, command, upTo);
  });
  const router = new Router<CompiledRoute<State>>();
  for (const [pattern, draft] of drafts) {
    const full = `/${basePath}/${pattern}`.replaceAll(/\/+/g, "/")
      .replace(/(?<=.)\/$/, "");
    router.add(full, finish(full, draft, scopes));
  }
  const refusing = (status: ErrorStatus) =>
    scopes.refusal(ROOT, {}, () => {
      throw new HttpError(status);
    });
  return { router, unmatched: refusing(404), malformed: refusing(400) };
}

/** The first of two routes for the same pattern and method wins. */
function draftRoute<State>(
  drafts: Map<string, Draft<State>>,
  command: RouteCommand<State>,
  upTo: number,
): void {
  let draft = drafts.get(command.path);
  if (draft === undefined) drafts.set(command.path, draft = new Map());
  const methods = command.methods.includes("ALL")
    ? [...METHODS, "ALL"]
    : command.methods;
  for (const method of methods) {
    if (!draft.has(method)) draft.set(method, { command, upTo });
  }
}

function finish<State>(
  pattern: string,
  draft: Draft<State>,
  scopes: Scopes<State>,
): CompiledRoute<State> {
  const compiled = new Map<Command<State>, Chain<State>>();
  const chains = new Map<string, Chain<State>>();
  for (const [method, { command, upTo }] of draft) {
    const chain = compiled.get(command) ?? scopes.chain(command, upTo);
    compiled.set(command, chain);
    chains.set(method, chain);
  }
  const get = chains.get("GET");
  if (get && !chains.has("HEAD")) chains.set("HEAD", get);
  const allow = allowOf(chains);
  const refuse: MiddlewareFn<State> = (ctx) => {
    if (ctx.req.method === "OPTIONS") {
      return new Response(null, { status: 204, headers: { allow } });
    }
    throw new MethodNotAllowed(allow);
  };
  const [{ command }] = draft.values();
  const otherwise = scopes.refusal(placeOf(command), command.config, refuse);
  return { pattern, chains, otherwise };
}
