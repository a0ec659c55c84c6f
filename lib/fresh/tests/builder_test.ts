import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { fixture, projectConfig } from "./site.ts";

const root = fixture("trivial");

/**
 * Inside the project, for its import map, but not among the sources of the
 * site's build.
 */
const DATA = new URL("../../../.data", import.meta.url).pathname;

/** Builds into a temporary folder. */
async function onDisk(run: (outDir: string) => Promise<void>): Promise<void> {
  await Deno.mkdir(DATA, { recursive: true });
  const outDir = await Deno.makeTempDir({ dir: DATA, prefix: "_fresh-" });
  try {
    await new Builder({ root, outDir }).build();
    await run(outDir);
  } finally {
    await Deno.remove(outDir, { recursive: true });
  }
}

test("a build on disk is served by its server.js alone", async () => {
  await onDisk(async (outDir) => {
    const { default: server } = await import(`file://${outDir}/server.js`);
    const get = (path: string): Promise<Response> =>
      server.fetch(new Request(`http://localhost${path}`));
    const html = await (await get("/")).text();
    assert.match(html, /Count: 1/);
    const script = /"([^"]*\/_fresh\/[^"]+\.js)"/.exec(html)![1];
    const response = await get(script);
    assert.equal(response.status, 200);
    assert.match(response.headers.get("cache-control")!, /immutable/);
    assert.match(await response.text(), /import/);
    assert.match(await (await get("/style.css")).text(), /color: black/);
    assert.equal((await get("/index_test")).status, 404);
  });
});

test("a build replaces the previous one", async () => {
  await onDisk(async (outDir) => {
    await Deno.writeTextFile(`${outDir}/stale.txt`, "");
    await new Builder({ root, outDir }).build();
    await assert.rejects(
      Deno.stat(`${outDir}/stale.txt`),
      Deno.errors.NotFound,
    );
  });
});

test("two builds of the same sources are identical", async () => {
  await onDisk(async (outDir) => {
    const before = await Deno.readTextFile(`${outDir}/snapshot.js`);
    await new Builder({ root, outDir }).build();
    assert.equal(await Deno.readTextFile(`${outDir}/snapshot.js`), before);
  });
});

test("static files pass through the transforms that match them", async () => {
  const builder = new Builder({ root });
  builder.onTransformStaticFile(
    { pluginName: "red", filter: /\.css$/ },
    ({ text, mode }) => ({ content: `/* ${mode} */ ${text}` }),
  );
  const applySnapshot = await builder.build({
    mode: "production",
    snapshot: "memory",
  });
  const app = new App().use(staticFiles());
  applySnapshot(app);
  const css = await askText(app, "/style.css");
  assert.match(css, /^\/\* production \*\/ body {/);
});

/** The page of an app with an island outside the island folder. */
async function pageWithFar(specifier: string): Promise<string> {
  const builder = new Builder({ root });
  builder.registerIsland(specifier);
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const { default: Far } = await import("./fixtures/trivial/elsewhere/Far.tsx");
  const { h } = await import("preact");
  const app = new App().use(staticFiles())
    .get("/", (ctx) => ctx.render(h(Far, {})));
  applySnapshot(app);
  return await askText(app, "/");
}

test("an island outside the island folder can be registered", async () => {
  const { href } = new URL(
    "fixtures/trivial/elsewhere/Far.tsx",
    import.meta.url,
  );
  assert.match(await pageWithFar(href), /"[^"]*Far[^"]*\.js"/);
});

test("the path of an island is relative to the project", async () => {
  assert.match(await pageWithFar("elsewhere/Far.tsx"), /"[^"]*Far[^"]*\.js"/);
});

test("the first of several static folders with a file wins", async () => {
  const builder = new Builder({ root, staticDir: ["static", "generated"] });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = new App().use(staticFiles());
  applySnapshot(app);
  assert.match(await askText(app, "/style.css"), /color: black/);
  assert.match(await askText(app, "/generated.txt"), /generated/);
});

test("compiled-entry.js listens on PORT", async () => {
  await onDisk(async (outDir) => {
    const permissions = ["--allow-net", "--allow-read", "--allow-env"];
    const entry = `${outDir}/compiled-entry.js`;
    await using server = new Deno.Command(Deno.execPath(), {
      args: ["run", ...permissions, entry],
      env: { PORT: "0", HOSTNAME: "127.0.0.1", NO_COLOR: "1" },
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const told = new TextDecoder();
    let output = "";
    for await (const bytes of server.stderr) {
      output += told.decode(bytes);
      if (/:\d+/.test(output)) break;
    }
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(output)!;
    const html = await (await fetch(address)).text();
    assert.match(html, /Count: 1/);
    const css = await (await fetch(`${address}/style.css`)).text();
    assert.match(css, /color: black/);
  });
});

test("ignored files are neither routes nor islands", async () => {
  const builder = new Builder({ root, ignore: [/routes\/index/] });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = new App().fsRoutes();
  applySnapshot(app);
  assert.equal((await ask(app, "/")).status, 404);
});

test("a project without any of the folders has an empty build", async () => {
  const empty = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${empty}/deno.json`, projectConfig);
    const builder = new Builder({ root: empty });
    const applySnapshot = await builder.build({ snapshot: "memory" });
    const app = new App().fsRoutes();
    applySnapshot(app);
    assert.equal((await ask(app, "/")).status, 404);
  } finally {
    await Deno.remove(empty, { recursive: true });
  }
});
