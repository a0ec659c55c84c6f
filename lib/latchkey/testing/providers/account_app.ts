/**
 * A small app with accounts and a fake login provider.
 *
 * @module
 */
import { App } from "fresh";
import { defineSite } from "../../feature.ts";
import { beginProvider } from "../../features/providers/begin_provider.ts";
import { providers } from "../../features/providers/feature.ts";
import { finishProvider } from "../../features/providers/finish_provider.ts";
import {
  findPendingLink,
  linkPendingLogin,
} from "../../features/providers/pending_link.ts";
import type { LoginProvider } from "../../features/providers/login_provider.ts";
import type { ProviderOutcome } from "../../features/providers/provider_outcomes.ts";
import {
  findProviderSignUp,
  signUpWithProvider,
} from "../../features/providers/sign_up_form.ts";
import { logInByForm } from "../../features/password/login_by_form.ts";
import { authenticate } from "../../features/session/authenticate.ts";
import { redirectLoggedIn } from "../../features/session/login_response.ts";
import { localeMiddleware } from "../../http/locale.ts";
import { provide } from "../../http/provide.ts";
import { readForm } from "../../http/read_form.ts";
import { sameOrigin } from "../../http/same_origin.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import type { Feature, Site } from "../../services.ts";
import type { State } from "../../state.ts";
import {
  type TestOverrides,
  type TestServices,
  testServices,
} from "../services.ts";
import { type AccountBrowser, browserOf } from "./account_browser.ts";
import { TEST_SITE } from "../site.ts";
import {
  type FakeProvider,
  fakeProvider,
  fakeProviders,
} from "./fake_provider.ts";

/** The app. */
export interface AccountApp extends AsyncDisposable {
  readonly services: TestServices;
  readonly fake: FakeProvider;
  browser(): AccountBrowser;
}

/** Opens the app, with these features beside the providers. */
export async function accountApp(
  { provider, features = [], site = {}, ...overrides }:
    & Omit<TestOverrides, "site">
    & {
      readonly provider?: Partial<LoginProvider>;
      readonly features?: readonly Feature[];
      readonly site?: Partial<Site>;
    } = {},
): Promise<AccountApp> {
  const fake = fakeProvider(provider);
  const all = [
    ...TEST_SITE.features,
    providers,
    fakeProviders(fake),
    ...features,
  ];
  const services = await testServices({
    site: defineSite({ ...TEST_SITE, ...site, features: all }),
    ...overrides,
  });
  const handler = routes(services).handler();
  return {
    services,
    fake,
    browser: () => browserOf(fake, (request) => handler(request, CONNECTION)),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

const CONNECTION: Deno.ServeHandlerInfo<Deno.NetAddr> = {
  remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 4711 },
  completed: Promise.resolve(),
};

const signUpLimit = rateLimit("sign-up", {
  client: { burst: 20, refillSeconds: 60 },
});

function routes(services: TestServices): App<State> {
  return new App<State>()
    .use(provide(services), localeMiddleware)
    .use(...sameOrigin(services), authenticate)
    .get("/me", ({ state: { user, session } }) => json({ user, session }))
    .post("/login", async (ctx) => {
      const result = await logInByForm(ctx, await readForm(ctx.req));
      return result.ok
        ? redirectLoggedIn(ctx, "/", result)
        : json(result.shown, result.init);
    })
    .get(
      "/auth/provider/sign-up",
      async (ctx) => json(await findProviderSignUp(ctx)),
    )
    .post("/auth/provider/sign-up", async (ctx) => {
      const form = await readForm(ctx.req);
      const result = await signUpWithProvider(ctx, form, signUpLimit);
      if (result?.is === "done") return result.response;
      if (result?.is !== "mailed") {
        return json(result, result === null ? {} : result.init);
      }
      const { cookies, ...shown } = result;
      const response = json(shown);
      for (const line of cookies) response.headers.append("set-cookie", line);
      return response;
    })
    .get("/auth/provider/link", async (ctx) => json(await findPendingLink(ctx)))
    .post(
      "/account/logins/link",
      async (ctx) => answer(await linkPendingLogin(ctx)),
    )
    .post("/auth/provider/:id", async (ctx) => {
      const { purpose, next, remember, invite } = await readForm(ctx.req);
      const begun = await beginProvider(ctx, ctx.params.id, {
        purpose: purpose === "link" || purpose === "step_up"
          ? purpose
          : "log_in",
        next,
        remember: remember === "yes",
        invite,
      });
      return begun.ok ? begun.response : json(begun.problem, { status: 400 });
    })
    .get(
      "/auth/provider/:id/callback",
      async (ctx) => answer(await finishProvider(ctx, ctx.params.id)),
    );
}

function answer(outcome: ProviderOutcome | null): Response {
  if (outcome?.ok) return outcome.response;
  return json(outcome?.shown ?? null, outcome?.init);
}

function json(shown: unknown, init?: ResponseInit): Response {
  return new Response(JSON.stringify(shown ?? null), init);
}
