/**
 * A small app with login providers and without accounts, and a browser for it.
 *
 * @module
 */
import { parseSetCookie } from "cookie";
import { App } from "fresh";
import { answerProvider } from "../../features/providers/answer_provider.ts";
import { beginProvider } from "../../features/providers/begin_provider.ts";
import { relayFormPost } from "../../features/providers/form_post.ts";
import type {
  FailedFlow,
  FlowProblem,
} from "../../features/providers/outcomes.ts";
import type { ProviderFlow } from "../../features/providers/flow_state.ts";
import type { ProviderIdentity } from "../../features/providers/login_provider.ts";
import { providerButtons } from "../../features/providers/provider_buttons.ts";
import { authenticate } from "../../features/session/authenticate.ts";
import { localeMiddleware } from "../../http/locale.ts";
import { provide } from "../../http/provide.ts";
import { readForm } from "../../http/read_form.ts";
import { sameOrigin } from "../../http/same_origin.ts";
import {
  contentSecurityPolicy,
  securityHeaders,
} from "../../http/security_headers.ts";
import type { State } from "../../state.ts";
import type { TestServices } from "../services.ts";

/** The origin of the app. */
export const APP_ORIGIN = "http://localhost:8000";

/** What the callback of the app answers. */
export interface Answered {
  readonly problem?: FlowProblem;
  readonly flow: ProviderFlow | null;
  readonly identity?: ProviderIdentity;
}

/** A browser for the app. */
export interface AppBrowser {
  readonly cookies: Map<string, string>;
  /** Sends a request. Redirects aren't followed. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** Starts a login, and returns the location of the provider's page. */
  begin(id: string, fields?: Record<string, string>): Promise<string>;
  /** Opens a callback. */
  answer(url: string): Promise<Answered>;
}

/** Makes the app, and a function that makes browsers for it. */
export function providerApp(services: TestServices): () => AppBrowser {
  const { settings } = services;
  const app = new App<State>()
    .use(provide(services), securityHeaders(settings))
    .use(contentSecurityPolicy(settings), localeMiddleware)
    .use(...sameOrigin(services), authenticate)
    .get(
      "/buttons",
      (ctx) =>
        new Response(JSON.stringify(providerButtons(ctx)), {
          headers: { "content-type": "text/html" },
        }),
    )
    .get(
      "/page",
      () => new Response("", { headers: { "content-type": "text/html" } }),
    )
    .post("/auth/provider/:id", async (ctx) => {
      const { purpose = "log_in", next, remember, invite } = await readForm(
        ctx.req,
      );
      const begun = await beginProvider(ctx, ctx.params.id, {
        purpose: purpose === "link" || purpose === "step_up"
          ? purpose
          : "log_in",
        next,
        remember: remember === "yes",
        invite,
      });
      return begun.ok ? begun.response : failed(begun);
    })
    .get("/auth/provider/:id/callback", async (ctx) => {
      const answered = await answerProvider(ctx, ctx.params.id);
      if (!answered.ok) return failed(answered);
      const { flow, identity } = answered;
      return Response.json({ flow, identity });
    })
    .post("/auth/provider/:id/callback", async (ctx) => {
      const relayed = await relayFormPost(ctx, ctx.params.id);
      return relayed.ok ? relayed.response : failed(relayed);
    });
  const handler = app.handler();
  return () => browserOf((request) => handler(request, CONNECTION));
}

const CONNECTION: Deno.ServeHandlerInfo<Deno.NetAddr> = {
  remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 4711 },
  completed: Promise.resolve(),
};

function failed({ problem, flow, wait }: FailedFlow): Response {
  return Response.json({ problem, flow }, wait?.init ?? { status: 400 });
}

function browserOf(
  fetch: (request: Request) => Promise<Response> | Response,
): AppBrowser {
  const cookies = new Map<string, string>();
  async function send(path: string, init: RequestInit = {}) {
    const headers = new Headers(init.headers);
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    if (cookie !== "" && !headers.has("cookie")) headers.set("cookie", cookie);
    const url = new URL(path, APP_ORIGIN);
    const response = await fetch(new Request(url, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const { name, value = "", maxAge } = parseSetCookie(line);
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  return {
    cookies,
    send,
    async begin(id, fields = {}) {
      const response = await send(`/auth/provider/${id}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { origin: APP_ORIGIN, "sec-fetch-site": "same-origin" },
      });
      const location = response.headers.get("location");
      const text = await response.text();
      if (location === null) throw new Error(`not started: ${text}`);
      return location;
    },
    answer: async (url) => await (await send(url)).json(),
  };
}
