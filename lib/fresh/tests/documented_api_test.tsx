/**
 * Uses the API as the documentation of Fresh lists it, above all so that it type-checks.
 *
 * @module
 */
import assert from "node:assert/strict";
import * as fresh from "fresh";
import {
  App,
  type Context,
  cors,
  type CORSOptions,
  createDefine,
  type CSPOptions,
  type CsrfOptions,
  type Define,
  type FreshConfig,
  type FreshContext,
  type HandlerByMethod,
  type HandlerFn,
  HttpError,
  ipFilter,
  type Island,
  type LayoutConfig,
  type Lazy,
  type ListenOptions,
  type MaybeLazy,
  type Method,
  type Middleware,
  type MiddlewareFn,
  page,
  type PageProps,
  type PageResponse,
  type ResolvedFreshConfig,
  type RouteConfig,
  type RouteData,
  type RouteHandler,
} from "fresh";
import * as dev from "fresh/dev";
import {
  Builder,
  type BuildOptions,
  type OnTransformArgs,
  type OnTransformOptions,
  type ResolvedBuildConfig,
  type TransformFn,
} from "fresh/dev";
import * as runtime from "fresh/runtime";
import { asset, assetSrcSet, Head, Partial } from "fresh/runtime";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";

/** The types that the API reference lists, each in a place where it is needed. */
export interface Documented {
  app: {
    config: FreshConfig;
    resolved: ResolvedFreshConfig;
    listen: ListenOptions;
    island: Island;
    method: Method;
  };
  request: {
    context: Context<unknown>;
    same: FreshContext<unknown>;
    props: PageProps<string, unknown>;
    response: PageResponse<string>;
  };
  handlers: {
    middleware: Middleware<unknown>;
    middlewareFn: MiddlewareFn<unknown>;
    handler: HandlerFn<unknown, unknown>;
    byMethod: HandlerByMethod<unknown, unknown>;
    either: RouteHandler<unknown, unknown>;
    lazy: Lazy<MiddlewareFn<unknown>>;
    maybeLazy: MaybeLazy<MiddlewareFn<unknown>>;
    data: RouteData<HandlerFn<unknown, unknown>>;
  };
  options: {
    cors: CORSOptions<State>;
    csp: CSPOptions;
    csrf: CsrfOptions<State>;
    layout: LayoutConfig;
    route: RouteConfig;
  };
  build: {
    options: BuildOptions;
    resolved: ResolvedBuildConfig;
    transform: TransformFn;
    filter: OnTransformOptions;
    args: OnTransformArgs;
  };
}

interface State {
  user: { name: string } | null;
}

const define: Define<State> = createDefine<State>();

const withUser = define.middleware((ctx) => {
  ctx.state.user = { name: "Ada" };
  return ctx.next();
});

const handler = define.handlers({
  GET(ctx) {
    if (ctx.state.user === null) throw new HttpError(404);
    return page({ greeting: `Hello, ${ctx.state.user.name}` });
  },
  async POST(ctx) {
    const form = await ctx.req.formData();
    return ctx.redirect(`/?sent=${form.get("name")}`, 303);
  },
});

const Page = define.page<typeof handler>(({ data, url }) => (
  <main>
    <Head>
      <title key="title">{data.greeting}</title>
      <meta property="og:url" content={url.href} key="og-url" />
    </Head>
    <nav f-client-nav>
      <a href={asset("/brochure.pdf")} f-client-nav={false}>Brochure</a>
      <a href="/docs" f-partial="/partials/docs">Docs</a>
    </nav>
    <Partial name="content" mode="replace">Content</Partial>
    <img srcset={assetSrcSet("/a.jpg 1x, /b.jpg 2x")} />
  </main>
));

/** What a route's file exports. */
const config: RouteConfig = { routeOverride: "/", skipInheritedLayouts: true };
const route = { default: Page, handler, config };

const Layout = define.layout(({ Component, state }) => (
  <section title={state.user?.name}>
    <Component />
  </section>
));

test("an app of all documented parts type-checks and answers", async () => {
  const app = new App<State>({ basePath: "/", trustProxy: false })
    .use(withUser)
    .use("/admin", (ctx) => ctx.text("No", { status: 403 }))
    .layout("*", Layout, { skipInheritedLayouts: true })
    .onError("*", (ctx) => ctx.text(String(ctx.error), { status: 500 }))
    .notFound(() => new Response("Not here", { status: 404 }))
    .get("/data", (ctx) => ctx.json({ name: ctx.state.user?.name }))
    .get("/html", (ctx) => ctx.html("<p>HTML</p>"))
    .get("/lazy", async () => {
      const { handler } = await import("./fixtures/site/routes/teapot.ts");
      return handler;
    })
    .all("/any", (ctx) => ctx.text(ctx.req.method))
    .use(cors({ origin: ["https://a.example"], credentials: true }))
    .use(ipFilter({ denyList: ["192.0.2.0/24"] }))
    .ws("/socket", {
      open: (socket) => socket.send("Hello"),
      message: (socket, event) => socket.send(event.data),
    })
    .get("/admin/users", () => new Response("Users"))
    .get("/", (ctx) => ctx.render(<p>{ctx.state.user?.name}</p>))
    .mountApp("/blog", new App<State>().get("/", () => new Response("Posts")));
  assert.match(await askText(app, "/"), /<section title="Ada"><p>Ada</);
  assert.equal(await askText(app, "/data"), '{"name":"Ada"}');
  assert.equal(await askText(app, "/blog"), "Posts");
  assert.equal(await askText(app, "/admin/users"), "No");
});

test("a handler of a route's file can be used in an app", async () => {
  const app = new App<State>().use(withUser).post("/", route.handler.POST);
  const body = new URLSearchParams({ name: "Ada" });
  const request = new Request("http://localhost", { method: "POST", body });
  const response = await app.handler()(request);
  assert.equal(response.headers.get("location"), "/?sent=Ada");
});

test("the builder takes all documented options", () => {
  const builder = new Builder({
    target: ["chrome109", "safari16"],
    root: import.meta.dirname,
    serverEntry: "main.ts",
    outDir: "_fresh",
    staticDir: ["static", "generated"],
    islandDir: "islands",
    routeDir: "routes",
    ignore: [/\.draft\.tsx$/],
    sourceMap: { kind: "linked", sourceRoot: "/", sourcesContent: true },
  });
  builder.registerIsland("parts/Map.tsx");
  builder.registerIsland(import.meta.resolve("./fixtures/Map.tsx"));
  builder.registerIsland("npm:some-islands");
  builder.onTransformStaticFile(
    { pluginName: "lines", filter: /\.css$/ },
    async (args) => ({
      content: await Promise.resolve(args.text.trim()),
      map: undefined,
    }),
  );
});

test("the entry points export what the documentation lists", () => {
  const missing = (module: object, names: string[]) =>
    names.filter((name) => !(name in module));
  const own = ["App", "staticFiles", "createDefine", "page", "HttpError"];
  const middlewares = ["cors", "csrf", "csp", "ipFilter", "trailingSlashes"];
  assert.deepEqual(missing(fresh, [...own, ...middlewares]), []);
  const shared = [
    "asset",
    "assetSrcSet",
    "Head",
    "HttpError",
    "IS_BROWSER",
    "Partial",
  ];
  assert.deepEqual(missing(runtime, shared), []);
  assert.deepEqual(missing(dev, ["Builder"]), []);
});
