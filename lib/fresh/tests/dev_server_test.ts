import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import { test } from "./differences.ts";
import { fixture } from "./site.ts";

/** Runs the development server during `run`. */
async function developing(run: (origin: string) => Promise<void>) {
  const stop = new AbortController();
  let origin = "";
  await new Builder({ root: fixture("trivial") }).listen(
    () => import("./fixtures/trivial/main.ts"),
    {
      port: 0,
      hostname: "localhost",
      signal: stop.signal,
      onListen: ({ port }) => origin = `http://localhost:${port}`,
    },
  );
  try {
    await run(origin);
  } finally {
    stop.abort();
  }
}

test("the development server reloads pages from its own origin", async () => {
  await developing(async (origin) => {
    const html = await (await fetch(origin)).text();
    const scripts = [...html.matchAll(/<script type="module" src="([^"]+)"/g)];
    assert.equal(scripts.length, 2, "the island's and the one that reloads");
    const reload = await (await fetch(origin + scripts[1][1])).text();
    const address = /new URL\("([^"]+)", import\.meta\.url\)/.exec(reload)![1];
    const events = await fetch(new URL(address, origin + scripts[1][1]));
    assert.equal(events.headers.get("content-type"), "text/event-stream");
    const reader = events.body!.getReader();
    const { value } = await reader.read();
    assert.match(
      new TextDecoder().decode(value),
      /^retry: \d+\ndata: \S+\n\n$/,
    );
    await reader.cancel();
  });
});

test("the browser stores nothing in development", async () => {
  await developing(async (origin) => {
    const response = await fetch(`${origin}/style.css`);
    assert.match(response.headers.get("cache-control")!, /no-store/);
    await response.body!.cancel();
  });
});
