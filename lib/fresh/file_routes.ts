/**
 * Turns the files in `routes/` into commands.
 * @module
 */
import type { Command } from "./commands.ts";
import type { Shell } from "./chain.ts";
import type { Route } from "./handlers.ts";
import {
  exportsOf,
  middlewareIn,
  nameOf,
  type RouteFile,
  type RouteModule,
} from "./route_module.ts";
import { errorStep, routeCommands } from "./routes.ts";

const SPECIAL_ORDER = [
  "_app",
  "_layout",
  "_500",
  "_error",
  "_404",
  "_middleware",
];

/** Returns the files' commands, outer folders first. */
export function fileCommands<State>(
  files: readonly RouteFile[],
): Command<State>[] {
  const special: RouteFile[] = [];
  const routes: RouteFile[] = [];
  for (const file of files) {
    (nameOf(file.id).startsWith("_") ? special : routes).push(file);
  }
  special.sort(compareSpecial);
  routes.sort((a, b) => compareRoutes(a.id, b.id));
  return [
    ...special.map((file) => ({
      ...specialCommand<State>(file),
      folder: true as const,
    })),
    ...routes.flatMap((file) => pageCommands<State>(file)),
  ];
}

/** The pattern of a file's path, in `URLPattern` syntax. */
function patternOf(id: string): string {
  let pattern = "";
  for (const part of id.split("/")) {
    if (part === "" || isGroup(part)) continue;
    const optional = /^\[\[(\w+)\]\]$/.exec(part);
    const rest = /^\[\.\.\.(\w+)\]$/.exec(part);
    if (optional) pattern += `{/:${optional[1]}}?`;
    else if (rest) pattern += `/:${rest[1]}*`;
    else pattern += `/${part.replaceAll(/\[(\w+)\]/g, ":$1")}`;
  }
  return pattern.replace(/\/index$/, "") || "/";
}

/** A file's place in the tree of folders, including groups. */
function scopeOf(id: string): string {
  return id.slice(0, id.length - nameOf(id).length);
}

function pageCommands<State>(file: RouteFile): Command<State>[] {
  const module = exportsOf<State>(file);
  const config = module.config ?? {};
  const path = config.routeOverride ?? patternOf(file.id);
  return routeCommands(path, scopeOf(file.id), routeOf(module), config);
}

function routeOf<State>(module: RouteModule<State>): Route<State> {
  return {
    component: module.default as Route<State>["component"],
    handler: module.handler ?? module.handlers,
    config: module.config,
    css: module.css,
  };
}

function specialCommand<State>(file: RouteFile): Command<State> {
  const module = exportsOf<State>(file);
  const path = scopeOf(file.id) || "*";
  const config = module.config ?? {};
  switch (nameOf(file.id)) {
    case "_app":
      return { kind: "app", path, component: module.default as Shell<State> };
    case "_layout": {
      const component = module.default as Shell<State>;
      return { kind: "layout", path, component, config };
    }
    case "_middleware": {
      const steps = [middlewareIn(module)].flat();
      return { kind: "use", path, steps };
    }
    case "_404": {
      const run = errorStep(routeOf(module));
      return { kind: "notFound", path, run, config };
    }
    default: {
      const run = errorStep(routeOf(module));
      return { kind: "error", path, run, config };
    }
  }
}

function compareSpecial(a: RouteFile, b: RouteFile): number {
  return scopeOf(a.id).split("/").length - scopeOf(b.id).split("/").length ||
    SPECIAL_ORDER.indexOf(nameOf(a.id)) - SPECIAL_ORDER.indexOf(nameOf(b.id));
}

/** Static segments first, then parameters, then optional ones and catch-alls. */
function compareRoutes(a: string, b: string): number {
  const left = patternParts(a);
  const right = patternParts(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = weight(left[i]) - weight(right[i]);
    if (order !== 0) return order;
  }
  return a < b ? -1 : 1;
}

function patternParts(id: string): string[] {
  return id.split("/").filter((part) => part !== "index" && !isGroup(part));
}

function weight(part: string | undefined): number {
  if (part === undefined) return 0;
  if (part.startsWith("[...")) return 4;
  if (part.startsWith("[[")) return 3;
  return part.includes("[") ? 2 : 1;
}

function isGroup(part: string): boolean {
  return part.startsWith("(") && part.endsWith(")");
}
