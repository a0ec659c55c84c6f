/**
 * Finds the chain of a request and runs it.
 * @module
 */
import type { CompiledApp } from "./compile.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { Context, type ServerInfo } from "./context.ts";
import { lastResort } from "./errors.ts";
import { METHODS } from "./handlers.ts";
import { pathOf } from "./request_url.ts";
import type { Snapshot } from "./snapshot.ts";
import { inSpan, loadSpans, nameRequest } from "./tracing.ts";

/** An app as one function. */
export type Handler = (
  request: Request,
  info?: ServerInfo,
) => Promise<Response>;

/** The connection of requests without a server, as in tests. */
const NO_SERVER: ServerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/** Creates the request handler of a compiled app. */
export function dispatcher<State>(
  { router, unmatched, malformed }: CompiledApp<State>,
  config: ResolvedFreshConfig,
  snapshot: Snapshot | null,
): Handler {
  const handle: Handler = (req, info = NO_SERVER) => {
    const path = pathOf(req.url);
    if (path === null) return Promise.resolve(unreadable());
    const match = router.match(path);
    const route = match?.value;
    const chain = route !== undefined
      ? route.chains.get(req.method) ?? route.chains.get("ALL") ??
        route.otherwise
      : match === null
      ? unmatched
      : malformed;
    const ctx = new Context<State>({
      req,
      info,
      config,
      snapshot,
      path,
      route: route?.pattern ?? null,
      params: match?.params ?? {},
      chain,
    });
    if (route !== undefined) nameRequest(spanMethod(req.method), route.pattern);
    const count = { "fresh.middleware.count": chain.steps.length };
    const answer = inSpan("middlewares", count, () => ctx.next())
      .catch((error) => lastResort(ctx, error));
    return req.method === "HEAD" ? answer.then(withoutBody) : answer;
  };
  return (req, info) => {
    const loading = loadSpans();
    return loading === null
      ? handle(req, info)
      : loading.then(() => handle(req, info));
  };
}

/** Clients can send any method. Unknown ones must not become names of spans. */
function spanMethod(method: string): string {
  return (METHODS as readonly string[]).includes(method) ? method : "HTTP";
}

/** Without a valid URL, the app's own error page can't be rendered. */
function unreadable(): Response {
  return new Response(
    "The address of this request cannot be read. Check it and try again.",
    { status: 400, headers: { "x-content-type-options": "nosniff" } },
  );
}

/** Responses with these statuses have no body, and so no length either (RFC 9110 §8.6). */
const BODILESS = [101, 204, 205, 304];

/**
 * The response to HEAD, with a body of unknown length. With no body, `Deno.serve` would send
 * `Content-Length: 0`, which would be wrong for GET.
 */
function withoutBody(response: Response): Response {
  if (BODILESS.includes(response.status)) return response;
  return new Response(emptyStream(), response);
}

function emptyStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}
