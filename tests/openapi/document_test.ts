import assert from "node:assert/strict";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openSite } from "../site.ts";
import { descriptionOf, operationsIn } from "./described.ts";

const ROUTES = new URL("../../routes/", import.meta.url);

/** Each route file below a folder, by its path without extension. */
async function* routeFiles(folder = ""): AsyncGenerator<string> {
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(folder, ROUTES))
  ) {
    if (isDirectory) yield* routeFiles(`${folder}${name}/`);
    else if (!name.startsWith("_")) yield `${folder}${name}`;
  }
}

/** A route file's path in OpenAPI's notation. */
function addressOf(file: string): string {
  const parts = file.replace(/(?:\/?index)?\.tsx?$/, "").split("/")
    .filter((part) => !/^\(.*\)$/.test(part));
  return `/${parts.join("/")}`.replace(/\[(?:\.{3})?(\w+)\]/g, "{$1}");
}

Deno.test("the document is valid OpenAPI 3.1 by the specification's own schema", async () => {
  await using site = await openSite();
  const validator = new Validator();
  const { valid, errors } = await validator.validate(
    { ...await descriptionOf(site) },
  );
  assert.deepEqual(errors ?? [], []);
  assert.equal(valid, true);
  assert.equal(validator.version, "3.1");
});

Deno.test("the document is public", async () => {
  await using site = await openSite();
  const response = await site.fetch("/api/openapi.json", {
    headers: { authorization: "Bearer nonsense" },
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/json");
  await response.body?.cancel();
});

Deno.test("documents each method of /token and of every route below /api/, and nothing else", async () => {
  await using site = await openSite();
  const routes: string[] = [];
  for await (const file of routeFiles()) {
    const address = addressOf(file);
    if (address !== "/token" && !address.startsWith("/api/")) continue;
    const { handlers } = await import(new URL(file, ROUTES).href);
    assert.equal(typeof handlers, "object", `${file}: one handler per method`);
    routes.push(
      ...Object.keys(handlers).map((method) => `${method} ${address}`),
    );
  }
  const described = operationsIn(await descriptionOf(site));
  assert.deepEqual([...described.keys()].sort(), routes.sort());
});

Deno.test("each operation has a unique id", async () => {
  await using site = await openSite();
  const operations = [...operationsIn(await descriptionOf(site)).values()];
  const names = operations.map(({ operationId }) => operationId);
  assert.ok(names.every((name) => name && /^[a-z]\w+$/i.test(name)));
  assert.equal(new Set(names).size, names.length);
});

Deno.test("documents the site's URL and the name of its cookie there", async () => {
  await using http = await openSite();
  const plain = await descriptionOf(http);
  assert.deepEqual(plain.servers, [{ url: "/" }]);
  const publicUrl = new URL("https://latchkey.example");
  await using site = await openSite({ settings: { publicUrl, https: true } });
  const { servers, components } = await descriptionOf(site);
  assert.deepEqual(servers, [{ url: "https://latchkey.example" }]);
  const cookie = components?.securitySchemes?.cookie;
  assert.ok(cookie && "in" in cookie);
  assert.equal(cookie.name, "__Host-access_token");
});
