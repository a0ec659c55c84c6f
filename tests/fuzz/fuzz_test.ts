import assert from "node:assert/strict";
import { fuzz } from "./fuzz.ts";
import { PATHS } from "./targets.ts";

Deno.test("thousands of requests of every kind are answered without a fault, a secret or a gap in the headers", async () => {
  const seed = crypto.getRandomValues(new Uint16Array(1))[0];
  console.log(`seed ${seed}`);
  const { requests, statuses, found } = await fuzz({ requests: 2_000, seed });
  assert.ok(requests >= 2_000);
  for (const status of [200, 303, 401, 403, 404, 405, 422]) {
    assert.ok(statuses.has(status), `nothing was answered with ${status}`);
  }
  const missing = PATHS.filter((path) =>
    !/nowhere|nothing|metrics|dev/.test(path) && !found.has(path)
  );
  assert.deepEqual(missing, [], "addresses that no request reached");
});

Deno.test("the grammar knows every file route", async () => {
  const routes = await routesIn(new URL("../../routes", import.meta.url));
  const known = new Set<string>(
    PATHS.map((path) => path.replace("{id}", "[id]")),
  );
  assert.deepEqual(routes.filter((route) => !known.has(route)), []);
});

/** The addresses of the files in a folder. */
async function routesIn(folder: URL, path = ""): Promise<string[]> {
  const routes: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name.startsWith("_")) continue;
    const part = name.startsWith("(") ? "" : `/${name.replace(/\.tsx?$/, "")}`;
    if (isDirectory) {
      const inner = new URL(`${folder.href}/${encodeURIComponent(name)}`);
      routes.push(...await routesIn(inner, path + part));
    } else routes.push((path + part).replace(/\/index$/, "") || "/");
  }
  return routes;
}
