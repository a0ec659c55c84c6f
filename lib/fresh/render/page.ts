/**
 * Renders pages as responses.
 * @module
 */
import {
  type ComponentChild,
  type ComponentType,
  type FunctionComponent,
  h,
  type VNode,
} from "preact";
import { jsx } from "preact/jsx-runtime";
import type { Shell, Wrapping } from "../chain.ts";
import type { Context } from "../context.ts";
import type { LayoutConfig, PageProps, PageResponse } from "../handlers.ts";
import { statusOf } from "../http_error.ts";
import { wrappingOf } from "../internals.ts";
import { annotate, inSpan } from "../tracing.ts";
import { componentOf } from "./content.ts";
import { renderDocument } from "./document.ts";

const HTML = { "content-type": "text/html; charset=utf-8" };
const RENDER_SPAN = { "fresh.span_type": "render" };
const ASYNC_SPAN = { "fresh.span_type": "fs_routes/async_component" };
const AsyncFunction = (async () => {}).constructor;

/** Renders an element inside the layouts and the app wrapper. */
export function renderPage<State>(
  ctx: Context<State>,
  vnode: VNode | null,
  init: ResponseInit,
  config: LayoutConfig,
): Response | Promise<Response> {
  const wrapping = wrappingOf(ctx);
  const shells = shellsOf(wrapping, config);
  if (shells.some(isAsync)) return renderAsync(ctx, shells, vnode, init);
  let inner: ComponentChild = vnode;
  for (const shell of shells) inner = wrap(ctx, shell, inner);
  return respond(ctx, inner, init);
}

/**
 * Renders a route's component with the data its handler gave. Only the routes of error pages
 * run after an error.
 */
export function renderRoute<State>(
  ctx: Context<State>,
  component: Shell<State>,
  result: PageResponse<unknown> | null,
): Response | Promise<Response> {
  const usual = ctx.error === null ? undefined : statusOf(ctx.error);
  const init = { status: result?.status ?? usual, headers: result?.headers };
  const data = result === null ? {} : result.data;
  const props = propsOf(ctx, ctx.Component, data);
  return isAsync(component)
    ? renderAsyncRoute(ctx, callAsync(component, props), init)
    : renderPage(ctx, pageElement(component, props), init, {});
}

async function renderAsyncRoute<State>(
  ctx: Context<State>,
  made: unknown,
  init: ResponseInit,
): Promise<Response> {
  const inner = await made;
  if (inner instanceof Response) return inner;
  return renderPage(ctx, asElement(inner), init, {});
}

async function renderAsync<State>(
  ctx: Context<State>,
  shells: readonly Shell<State>[],
  vnode: VNode | null,
  init: ResponseInit,
): Promise<Response> {
  let inner: ComponentChild = vnode;
  for (const shell of shells) {
    if (!isAsync(shell)) {
      inner = wrap(ctx, shell, inner);
      continue;
    }
    const props = propsOf(ctx, componentOf(inner), null);
    const made: unknown = await callAsync(shell, props);
    if (made instanceof Response) return made;
    inner = asElement(made);
  }
  return respond(ctx, inner, init);
}

function respond<State>(
  ctx: Context<State>,
  content: ComponentChild,
  init: ResponseInit,
): Response {
  const html = inSpan(
    "render",
    RENDER_SPAN,
    () => renderDocument(ctx, content),
  );
  const headers = init.headers === undefined ? HTML : asHtml(init.headers);
  return new Response(html, { ...init, headers });
}

function asHtml(given: HeadersInit): Headers {
  const headers = new Headers(given);
  headers.set("content-type", HTML["content-type"]);
  return headers;
}

/** The layouts and app wrapper around a page, innermost first. */
function shellsOf<State>(
  wrapping: Wrapping<State>,
  config: LayoutConfig,
): Shell<State>[] {
  const shells = config.skipInheritedLayouts
    ? []
    : wrapping.layouts.toReversed();
  if (wrapping.app !== null && !config.skipAppWrapper) {
    shells.push(wrapping.app);
  }
  return shells;
}

function wrap<State>(
  ctx: Context<State>,
  shell: Shell<State>,
  inner: ComponentChild,
): VNode {
  return pageElement(shell, propsOf(ctx, componentOf(inner), null));
}

/** A component's element. */
function pageElement<State>(
  component: Shell<State>,
  props: PageProps<unknown, State>,
): VNode {
  if (isClass(component)) return h(component, { ...props });
  return jsx(Page, { name: component.name, run: () => call(component, props) });
}

interface PageElement {
  name: string;
  run: () => unknown;
}

function Page({ name, run }: PageElement): ComponentChild {
  const made = run();
  if (made instanceof Response || made instanceof Promise) {
    const what = made instanceof Response ? "Response" : "promise";
    const which = name || "(anonymous)";
    throw new Error(`Component "${which}" returned a ${what}: make it async`);
  }
  return asElement(made);
}

function call<State>(
  component: Shell<State>,
  props: PageProps<unknown, State>,
): unknown {
  return (component as (props: PageProps<unknown, State>) => unknown)(props);
}

async function callAsync<State>(
  component: Shell<State>,
  props: PageProps<unknown, State>,
): Promise<unknown> {
  return await inSpan("invoke async component", ASYNC_SPAN, async () => {
    const made = await call(component, props);
    const response = made instanceof Response ? "http" : "jsx";
    annotate({ "fresh.component_response": response });
    return made;
  });
}

function asElement(made: unknown): VNode | null {
  return made as VNode | null;
}

function isAsync(component: unknown): boolean {
  return component instanceof AsyncFunction;
}

function isClass(component: unknown): component is ComponentType<object> {
  return typeof component === "function" &&
    typeof component.prototype?.render === "function";
}

/**
 * All are own properties, so that a component can spread its props. Layouts and the app wrapper
 * get no data.
 */
function propsOf<State>(
  ctx: Context<State>,
  Component: FunctionComponent,
  data: unknown,
): PageProps<unknown, State> {
  return {
    config: ctx.config,
    url: ctx.url,
    req: ctx.req,
    params: ctx.params,
    info: ctx.info,
    state: ctx.state,
    isPartial: ctx.isPartial,
    Component,
    error: ctx.error,
    route: ctx.route,
    data,
  };
}
