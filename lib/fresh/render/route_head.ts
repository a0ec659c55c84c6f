/**
 * What a page's route adds to the document's head.
 * @module
 */
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Context } from "../context.ts";
import { wrappingOf } from "../internals.ts";

/** The stylesheets of the route. */
export function routeHead<State>(ctx: Context<State>): string {
  const { css } = wrappingOf(ctx);
  if (css === undefined) return "";
  return css.map((href) =>
    renderToString(h("link", { rel: "stylesheet", href }))
  ).join("");
}
