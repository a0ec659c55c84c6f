/**
 * What a page's route adds to the document's head.
 * @module
 */
import { Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Context } from "../context.ts";
import { wrappingOf } from "../internals.ts";
import { traceParent } from "../tracing.ts";

/** The trace of the request, if it is recorded, and the stylesheets of the route. */
export function routeHead<State>(ctx: Context<State>): string {
  const trace = traceParent();
  const { css } = wrappingOf(ctx);
  if (trace === null && css === undefined) return "";
  const links = css?.map((href) => h("link", { rel: "stylesheet", href }));
  const meta = trace && h("meta", { name: "traceparent", content: trace });
  return renderToString(h(Fragment, null, meta, links));
}
