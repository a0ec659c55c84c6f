import type { FunctionComponent, VNode } from "preact";
import { isValidElement } from "preact";
import type { Chain, Wrapping } from "./chain.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import type { LayoutConfig } from "./handlers.ts";
import { connectContext, type NonceState } from "./internals.ts";
import { renderPage } from "./render/page.ts";
import { locationOf, urlOf } from "./request_url.ts";
import { Run } from "./run.ts";
import type { Snapshot } from "./snapshot.ts";

/** The server's knowledge of the connection a request came by. */
export type ServerInfo =
  | Deno.ServeHandlerInfo
  | Deno.ServeHandlerInfo<Deno.NetAddr>;

/** What a context is made from. */
interface ContextInit<State> {
  req: Request;
  info: ServerInfo;
  config: ResolvedFreshConfig;
  snapshot: Snapshot | null;
  path: string;
  route: string | null;
  params: Record<string, string>;
  chain: Chain<State>;
}

const HTML = "text/html; charset=utf-8";

/** A request on its way through the app, shared by all its middlewares. */
export class Context<State> {
  /** The app's settings. */
  readonly config: ResolvedFreshConfig;
  /** The request. */
  readonly req: Request;
  /** The connection it came by. */
  readonly info: ServerInfo;
  /** The matched pattern, or null. */
  readonly route: string | null;
  /** The parameters of the matched pattern, percent-decoded. */
  readonly params: Record<string, string>;
  /** What this request's middlewares and handlers share. */
  readonly state: State = {} as State;
  /** Whether only parts of the page are asked for. Partials are not served. */
  readonly isPartial: boolean = false;
  /** Data that the handler gave the page. */
  data: unknown = undefined;
  /** What was thrown, on the way to an error page; else null. */
  error: unknown | null = null;
  /** What a layout or the app wrapper has to render inside itself. */
  Component: FunctionComponent = Nothing;

  #url: URL | null = null;
  readonly #chain: Chain<State>;
  readonly #run: Run<State>;
  #wrapping: Wrapping<State>;
  readonly #path: string;
  readonly #snapshot: Snapshot | null;
  readonly #nonce: NonceState = { wanted: false, value: null };

  static {
    connectContext({
      staticFile: (ctx, path) => ctx.#snapshot?.staticFile(path) ?? null,
      pathname: (ctx) => withoutBase(ctx.#path, ctx.config.basePath),
      nonce: (ctx) => ctx.#nonce,
      snapshot: (ctx) => ctx.#snapshot,
      wrapping: (ctx) => ctx.#wrapping,
      rewrap: (ctx, wrapping) => void (ctx.#wrapping = wrapping),
      chain: (ctx) => ctx.#chain,
      step: (ctx) => ctx.#run.step(ctx),
    });
  }

  /** Contexts are made by the app alone. */
  constructor(init: ContextInit<State>) {
    this.config = init.config;
    this.req = init.req;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.#path = init.path;
    this.#snapshot = init.snapshot;
    this.#chain = init.chain;
    this.#run = new Run(init.chain);
    this.#wrapping = init.chain.wrapping;
  }

  /** The request's address; with `trustProxy`, as the proxy was asked. */
  get url(): URL {
    return this.#url ??= urlOf(this.req, this.config.trustProxy ?? false);
  }

  /** Runs what comes after the calling middleware. */
  next(): Promise<Response> {
    return this.#run.next(this);
  }

  /** Redirects. A path can never lead to another site. */
  redirect(pathOrUrl: string, status: number = 302): Response {
    const location = locationOf(pathOrUrl);
    return new Response(null, { status, headers: { location } });
  }

  /** Renders a page inside the layouts and the app wrapper. */
  // deno-lint-ignore require-await -- a wrong call rejects, it does not throw
  async render(
    // deno-lint-ignore no-explicit-any -- any element
    vnode: VNode<any> | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (arguments.length === 0) {
      throw new Error("No arguments passed to: ctx.render()");
    }
    if (vnode !== null && !isValidElement(vnode)) {
      throw new Error("Non-JSX element passed to: ctx.render()");
    }
    return renderPage(this, vnode, init, config);
  }

  /** Answers with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with HTML as it is. */
  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("content-type", HTML);
    return new Response(content, { ...init, headers });
  }

  /** Answers with JSON. */
  // deno-lint-ignore no-explicit-any -- whatever JSON.stringify takes
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Answers with what a generator yields, as it yields it. */
  stream<U extends string | Uint8Array>(
    stream: Iterable<U> | AsyncIterable<U> | (() => AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    const source = typeof stream === "function" ? stream() : stream;
    return new Response(encoded(source), init);
  }
}

/** The context under the name that apps of Fresh 1 know. */
export type FreshContext<State = unknown> = Context<State>;

/** Text and bytes as a body, one chunk at a time. */
function encoded<U extends string | Uint8Array>(
  source: Iterable<U> | AsyncIterable<U>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return ReadableStream.from<U>(source).pipeThrough(
    new TransformStream<U, Uint8Array>({
      transform: (chunk, out) =>
        out.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk),
    }),
  );
}

const Nothing = (): null => null;

/** The path inside the app; empty when the request lies outside of it. */
function withoutBase(path: string, base: string): string {
  if (base === "") return path;
  if (path === base) return "/";
  return path.startsWith(`${base}/`) ? path.slice(base.length) : "";
}
