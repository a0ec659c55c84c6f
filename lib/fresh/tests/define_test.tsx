/**
 * What `deno check` must accept and reject; the bodies only show that the
 * helpers return their arguments.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  App,
  type Context,
  createDefine,
  type Define,
  type FreshContext,
  type HandlerByMethod,
  type HandlerFn,
  type LayoutConfig,
  type Middleware,
  page,
  type PageProps,
  type PageResponse,
  type RouteConfig,
  type RouteHandler,
} from "fresh";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";

interface State {
  user: string | null;
}

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends
  (<T>() => T extends B ? 1 : 2) ? true : false;

/** Compiles only when the two types are the same. */
function same<A, B>(_: Equal<A, B>): void {}

const define = createDefine<State>();
same<typeof define, Define<State>>(true);

test("each helper returns its argument", () => {
  const handlers = { GET: () => page(1) };
  assert.equal(define.handlers(handlers), handlers);
  const component = () => <p />;
  assert.equal(define.page(component), component);
  assert.equal(define.layout(component), component);
  const middleware: Middleware<State> = (ctx) => ctx.next();
  assert.equal(define.middleware(middleware), middleware);
});

test("middlewares and handlers know the state's type", () => {
  define.middleware((ctx) => {
    same<typeof ctx, Context<State>>(true);
    same<typeof ctx.state.user, string | null>(true);
    // @ts-expect-error -- the state has no such field
    ctx.state.nobody;
    return ctx.next();
  });
  define.handlers({
    GET(ctx) {
      same<typeof ctx.state.user, string | null>(true);
      same<typeof ctx.params, Record<string, string>>(true);
      return new Response();
    },
  });
  define.layout(({ Component, state }) => {
    same<typeof state.user, string | null>(true);
    return <Component />;
  });
});

test("a page knows the type of its handler's data", () => {
  const handler = define.handlers({
    GET() {
      return page({ name: "Deno", stars: 3 });
    },
  });
  define.page<typeof handler>(({ data, state }) => {
    same<typeof data.name, string>(true);
    same<typeof data.stars, number>(true);
    same<typeof state.user, string | null>(true);
    // @ts-expect-error -- the handler gives no such field
    data.missing;
    return <p>{data.name}</p>;
  });
});

test("a page knows its data when only some methods return any", () => {
  const handler = define.handlers({
    GET: () => page({ count: 1 }),
    POST: (ctx) => ctx.redirect("/", 303),
  });
  define.page<typeof handler>(({ data }) => {
    same<typeof data.count, number>(true);
    return <p>{data.count}</p>;
  });
});

test("a page knows its data when the handler is asynchronous", () => {
  const handler = define.handlers({
    async GET(ctx) {
      await Promise.resolve();
      if (ctx.state.user === null) return ctx.redirect("/login");
      return page({ user: ctx.state.user });
    },
  });
  define.page<typeof handler>(({ data }) => {
    same<typeof data.user, string>(true);
    return <p>{data.user}</p>;
  });
});

test("explicitly written types fit together", async () => {
  const guard: Middleware<State> = (ctx: FreshContext<State>) => {
    ctx.state.user = "ada";
    return ctx.next();
  };
  const one: HandlerFn<string, State> = () => page("one");
  const many: HandlerByMethod<string, State> = { GET: one };
  const either: RouteHandler<string, State>[] = [one, many];
  assert.equal(either.length, 2);
  function Page({ data, state, url }: PageProps<unknown, State>) {
    return <p>{[data, state.user, url.pathname].join(" ")}</p>;
  }
  const config: RouteConfig & LayoutConfig = { skipAppWrapper: false };
  const app = new App<State>()
    .use(guard)
    .route("/", { component: Page, handler: many, config });
  assert.match(await askText(app, "/"), /<p>one ada \/<\/p>/);
});

test("page() accepts data, a status and headers", () => {
  const full = page({ a: 1 }, { status: 201, headers: { "x-a": "b" } });
  same<typeof full, PageResponse<{ a: number }>>(true);
  assert.deepEqual(full.data, { a: 1 });
  assert.equal(full.status, 201);
  assert.equal(new Headers(full.headers).get("x-a"), "b");
  assert.equal(page().data, undefined);
});

test("props contain what a page may need of the request", () => {
  define.page((props) => {
    same<typeof props.url, URL>(true);
    same<typeof props.req, Request>(true);
    same<typeof props.params, Record<string, string>>(true);
    same<typeof props.state, State>(true);
    same<typeof props.route, string | null>(true);
    same<typeof props.isPartial, boolean>(true);
    return <props.Component />;
  });
});
