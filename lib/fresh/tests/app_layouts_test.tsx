import assert from "node:assert/strict";
import { App, HttpError, page, type PageProps } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

function Wrapper({ Component }: PageProps<unknown, unknown>) {
  return (
    <html lang="en">
      <head>
        <title>Wrapped</title>
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}

function Outer({ Component }: PageProps<unknown, unknown>) {
  return (
    <div class="outer">
      <Component />
    </div>
  );
}

function Inner({ Component }: PageProps<unknown, unknown>) {
  return (
    <div class="inner">
      <Component />
    </div>
  );
}

test("wraps every rendered page in the app wrapper", async () => {
  const app = new App()
    .appWrapper(Wrapper)
    .get("/", (ctx) => ctx.render(<h1>hello</h1>));
  const html = await askText(app, "/");
  assert.match(html, /^<!DOCTYPE html><html lang="en"/i);
  assert.match(html, /<body><h1>hello<\/h1>/);
});

test("nests layouts from the outside in, inside the app wrapper", async () => {
  const app = new App()
    .appWrapper(Wrapper)
    .layout("*", Outer)
    .layout("/foo/bar", Inner)
    .get("/", (ctx) => ctx.render(<p>home</p>))
    .get("/foo/bar", (ctx) => ctx.render(<p>bar</p>))
    .get("/foo/bar/baz", (ctx) => ctx.render(<p>baz</p>));
  assert.match(
    await askText(app, "/"),
    /<body><div class="outer"><p>home<\/p><\/div>/,
  );
  const nested = '<body><div class="outer"><div class="inner"><p>';
  assert.ok((await askText(app, "/foo/bar")).includes(nested));
  assert.ok((await askText(app, "/foo/bar/baz")).includes(nested));
});

test("a layout can skip the ones above it", async () => {
  const app = new App()
    .appWrapper(Wrapper)
    .layout("*", Outer)
    .layout("/foo", Inner, { skipInheritedLayouts: true })
    .get("/foo", (ctx) => ctx.render(<p>foo</p>));
  const html = await askText(app, "/foo");
  assert.match(html, /<body><div class="inner"><p>foo<\/p>/);
  assert.doesNotMatch(html, /outer/);
});

test("a layout can skip the app wrapper", async () => {
  const app = new App()
    .appWrapper(Wrapper)
    .layout("/bare", Inner, { skipAppWrapper: true })
    .get("/bare", (ctx) => ctx.render(<p>bare</p>));
  const html = await askText(app, "/bare");
  assert.match(html, /<div class="inner"><p>bare<\/p>/);
  assert.doesNotMatch(html, /<title>Wrapped/);
});

test("layouts and wrapper may be asynchronous and read the request", async () => {
  const app = new App<{ user: string }>()
    .use((ctx) => {
      ctx.state.user = "ada";
      return ctx.next();
    })
    .layout("*", async (props) => {
      await Promise.resolve();
      return (
        <div>
          {props.state.user} {props.url.pathname} {props.params.id}
          <props.Component />
        </div>
      );
    })
    .get("/u/:id", (ctx) => ctx.render(<b>page</b>));
  assert.match(
    await askText(app, "/u/7"),
    /<div>ada \/u\/7 7<b>page<\/b><\/div>/,
  );
});

test("app.route renders a component with its handler's data", async () => {
  const app = new App().route("/about", {
    component: (props) => <h1>About {String(props.data)}</h1>,
    handler: {
      GET() {
        return page("Fresh", { status: 201, headers: { "x-a": "b" } });
      },
    },
  });
  const response = await ask(app, "/about");
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("x-a"), "b");
  assert.match(await response.text(), /<h1>About Fresh<\/h1>/);
});

test("a page whose handler returns null has no data", async () => {
  const app = new App().route("/", {
    component: ({ data }) => <p>{data === undefined ? "none" : "some"}</p>,
    handler: { GET: () => page(null) },
  });
  assert.match(await askText(app, "/"), /<p>none<\/p>/);
});

test("a page without a handler has empty data, and layouts have none", async () => {
  const shown = ({ data }: { data: unknown }) => <p>{JSON.stringify(data)}</p>;
  const shell = ({ Component, data }: PageProps) => (
    <main>
      {JSON.stringify(data)} <Component />
    </main>
  );
  const app = new App()
    .appWrapper(shell)
    .layout("*", shell)
    .route("/bare", { component: shown })
    .route("/page", { component: shown, handler: { GET: () => page(1) } });
  for (const [path, data] of [["/bare", "{}"], ["/page", "1"]]) {
    assert.match(
      await askText(app, path),
      new RegExp(`<main>null <main>null <p>${data}</p></main></main>`),
    );
  }
});

test("app.route with only a component answers every method of HTTP", async () => {
  const app = new App().route("/about", { component: () => <h1>About</h1> });
  for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal((await ask(app, "/about", { method })).status, 200, method);
  }
  assert.equal((await ask(app, "/about", { method: "BREW" })).status, 405);
});

test("app.route with handlers renders the page for their methods and GET only", async () => {
  const component = () => <h1>About</h1>;
  const app = new App()
    .route("/about", { component, handler: { POST: () => page() } });
  assert.equal((await ask(app, "/about")).status, 200);
  assert.equal((await ask(app, "/about", { method: "POST" })).status, 200);
  const refused = await ask(app, "/about", { method: "PUT" });
  assert.equal(refused.status, 405);
  assert.equal(refused.headers.get("allow"), "GET, HEAD, POST");
});

test("a lazy route answers 405 with Allow to methods it doesn't have", async () => {
  const app = new App().route(
    "/lazy",
    () => Promise.resolve({ handler: { GET: () => new Response("got") } }),
  );
  const refused = await ask(app, "/lazy", { method: "POST" });
  assert.equal(refused.status, 405);
  assert.equal(refused.headers.get("allow"), "GET, HEAD");
  assert.equal((await ask(app, "/lazy", { method: "HEAD" })).status, 200);
});

test("app.route renders inside the layouts unless its config says otherwise", async () => {
  const component = () => <p>page</p>;
  const app = new App()
    .appWrapper(Wrapper)
    .layout("*", Outer)
    .route("/in", { component })
    .route("/no-layout", { component, config: { skipInheritedLayouts: true } })
    .route("/no-wrapper", { component, config: { skipAppWrapper: true } });
  assert.match(await askText(app, "/in"), /<div class="outer"><p>page/);
  assert.doesNotMatch(await askText(app, "/no-layout"), /outer/);
  assert.match(await askText(app, "/no-layout"), /Wrapped/);
  assert.doesNotMatch(await askText(app, "/no-wrapper"), /Wrapped/);
});

test("app.route may be lazy", async () => {
  const app = new App().route(
    "/lazy",
    () => Promise.resolve({ component: () => <p>lazy</p> }),
  );
  assert.match(await askText(app, "/lazy"), /<p>lazy<\/p>/);
});

test("an asynchronous page component may return a response", async () => {
  const app = new App().route("/private", {
    component: async (ctx) => {
      await Promise.resolve();
      return Response.redirect(new URL("/login", ctx.url), 303);
    },
  });
  const response = await ask(app, "/private");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "http://localhost/login");
});

test("a page that isn't asynchronous must not return a response", async () => {
  const { error } = console;
  const logged: string[] = [];
  console.error = (thrown: unknown) => void logged.push(String(thrown));
  try {
    const app = new App().route("/", {
      component: function Private() {
        return new Response("private");
      },
    });
    const response = await ask(app, "/");
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /private/);
  } finally {
    console.error = error;
  }
  assert.match(logged.join(), /"Private" returned a Response: make it async/);
});

test("the app wrapper and layouts apply to routes after them", async () => {
  const app = new App()
    .get("/bare", (ctx) => ctx.render(<p>bare</p>))
    .appWrapper(Wrapper)
    .layout("*", Outer)
    .get("/", (ctx) => ctx.render(<p>home</p>));
  assert.match(await askText(app, "/bare"), /<body><p>bare/);
  assert.match(await askText(app, "/"), /Wrapped.*class="outer"><p>home/);
});

test("a second app wrapper or layout replaces the first for later routes", async () => {
  const app = new App()
    .appWrapper(Wrapper)
    .layout("*", Outer)
    .get("/early", (ctx) => ctx.render(<p>early</p>))
    .appWrapper(Inner)
    .layout("*", ({ Component }) => <Component />)
    .get("/late", (ctx) => ctx.render(<p>late</p>));
  assert.match(await askText(app, "/early"), /Wrapped.*class="outer"><p>early/);
  const late = await askText(app, "/late");
  assert.match(late, /<div class="inner"><p>late/);
  assert.doesNotMatch(late, /Wrapped|outer/);
});

test("the layout of a longer path is further in, whichever was added first", async () => {
  const app = new App()
    .layout("/foo", Inner)
    .layout("*", Outer)
    .get("/foo", (ctx) => ctx.render(<p>foo</p>));
  assert.match(
    await askText(app, "/foo"),
    /<div class="outer"><div class="inner"><p>foo/,
  );
});

test("turns an HttpError thrown by a page component into its status", async () => {
  const app = new App().route("/gone", {
    component: () => {
      throw new HttpError(410);
    },
  });
  assert.equal((await ask(app, "/gone")).status, 410);
});
