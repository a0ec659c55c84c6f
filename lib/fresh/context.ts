import type { FunctionComponent, VNode } from "preact";
import { isValidElement } from "preact";
import type { Chain, Wrapping } from "./chain.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import type { LayoutConfig } from "./handlers.ts";
import { connectContext, type NonceState } from "./internals.ts";
import { renderPage } from "./render/page.ts";
import {
  askingForPartials,
  asksForPartials,
  locationOf,
  urlOf,
} from "./request_url.ts";
import { Run } from "./run.ts";
import type { Snapshot } from "./snapshot.ts";
import {
  areHandlers,
  attach,
  upgrade,
  type WebSocketHandlers,
  type WebSocketUpgrade,
  type WebSocketUpgradeOptions,
} from "./websocket.ts";

/** The server's information about the request's connection. */
export type ServerInfo =
  | Deno.ServeHandlerInfo
  | Deno.ServeHandlerInfo<Deno.NetAddr>;

/** The data of a context. */
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

/** The context of a request, which all its middlewares share. */
export class Context<State> {
  /** The app's settings. */
  readonly config: ResolvedFreshConfig;
  /** The request. */
  readonly req: Request;
  /** The request's connection. */
  readonly info: ServerInfo;
  /** The matched pattern, or null. */
  readonly route: string | null;
  /** The parameters of the matched pattern, percent-decoded. */
  readonly params: Record<string, string>;
  /** Data that the request's middlewares and handlers share. */
  readonly state: State = {} as State;
  /** Whether the browser asks for the page's partials, to update the page it shows. */
  readonly isPartial: boolean;
  /** The last value that a middleware or handler threw, or null. */
  error: unknown | null = null;
  /** The content of a layout or the app wrapper. */
  Component: FunctionComponent = Nothing;

  #url: URL | null = null;
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
      step: (ctx) => ctx.#run.step(ctx),
    });
  }

  /** Only the app creates contexts. */
  constructor(init: ContextInit<State>) {
    this.config = init.config;
    this.req = init.req;
    this.isPartial = asksForPartials(init.req.url);
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.#path = init.path;
    this.#snapshot = init.snapshot;
    this.#run = new Run(init.chain);
    this.#wrapping = init.chain.wrapping;
  }

  /** The request's URL; with `trustProxy`, the URL that the proxy was asked for. */
  get url(): URL {
    return this.#url ??= urlOf(this.req, this.config.trustProxy ?? false);
  }

  /** Runs the next middleware or handler. */
  next(): Promise<Response> {
    return this.#run.next(this);
  }

  /** Redirects. A path never leads to another site. */
  redirect(pathOrUrl: string, status: number = 302): Response {
    const given = locationOf(pathOrUrl);
    const location = this.isPartial ? askingForPartials(given) : given;
    return new Response(null, { status, headers: { location } });
  }

  /** Renders a page inside the layouts and the app wrapper. */
  // deno-lint-ignore require-await -- errors reject instead of throwing
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

  /** Responds with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Responds with HTML. */
  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("content-type", HTML);
    return new Response(content, { ...init, headers });
  }

  /** Responds with JSON. */
  // deno-lint-ignore no-explicit-any -- any argument of JSON.stringify
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /**
   * Upgrades the request to a WebSocket. With handlers, returns the response; otherwise the
   * socket and the response.
   *
   * A browser opens sockets, with this site's cookies, for pages of any site, and `csrf()`
   * allows them. Before you trust the cookies, check the request's `Origin` (RFC 6455 §10.2).
   *
   * @throws {HttpError} 400 if the request isn't for a WebSocket.
   */
  upgrade(
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): Response;
  upgrade(options?: WebSocketUpgradeOptions): WebSocketUpgrade;
  upgrade(
    given: WebSocketHandlers | WebSocketUpgradeOptions = {},
    options?: WebSocketUpgradeOptions,
  ): Response | WebSocketUpgrade {
    if (!areHandlers(given)) return upgrade(this.req, given);
    const { socket, response } = upgrade(this.req, options);
    attach(socket, given);
    return response;
  }

  /** Streams the values of a generator as the response. */
  stream<U extends string | Uint8Array>(
    stream: Iterable<U> | AsyncIterable<U> | (() => AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    const source = typeof stream === "function" ? stream() : stream;
    return new Response(encoded(source), init);
  }
}

/** The name of the context in Fresh 1. */
export type FreshContext<State = unknown> = Context<State>;

/** A stream of text and bytes as a body. */
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

/** The path inside the app; empty if the request is outside it. */
function withoutBase(path: string, base: string): string {
  if (base === "") return path;
  if (path === base) return "/";
  return path.startsWith(`${base}/`) ? path.slice(base.length) : "";
}
