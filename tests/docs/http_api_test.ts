/** Compares `docs/reference/http-api.md` with what the site answers. */
import assert from "node:assert/strict";
import { describeApi } from "@latchkey/core";
import { HAS_ALL } from "../site_features.ts";
import { openSite } from "../site.ts";

const PAGE = await Deno.readTextFile("docs/reference/http-api.md");

/** The statuses that the page lists for each endpoint, such as `GET /api/me`. */
const endpoints = new Map(
  PAGE.split(/^#{2,3} /m).flatMap((section) => {
    const [, endpoint] = /^`([A-Z]+ \/.*)`\n/.exec(section) ?? [];
    const statuses = [...section.matchAll(/^\| (\d{3}) /gm)];
    return endpoint === undefined
      ? []
      : [[endpoint, statuses.map(([, status]) => status)]];
  }),
);

// A feature that is removed takes its part of the description along.
const ofWholeSite = HAS_ALL ? Deno.test : Deno.test.ignore;

ofWholeSite(
  "lists what the OpenAPI document describes, with every status",
  async () => {
    await using site = await openSite();
    const { paths = {} } = describeApi(site.services);
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(item ?? {})) {
        const endpoint = `${method.toUpperCase()} ${path}`;
        assert.ok(typeof operation === "object" && "responses" in operation);
        assert.deepEqual(
          endpoints.get(endpoint),
          Object.keys(operation.responses ?? {}),
          endpoint,
        );
      }
    }
  },
);

Deno.test("lists endpoints that answer with a status of the page", async () => {
  const settings = {
    metricsToken: "0123456789abcdef0123456789abcdef",
    securityContact: "mailto:security@example.com",
  };
  for (const overrides of [{}, settings]) {
    await using site = await openSite({ settings: overrides });
    for (const [endpoint, statuses] of endpoints) {
      const [method, path] = endpoint.split(" ");
      const response = await site.fetch(path, { method });
      await response.body?.cancel();
      assert.ok(statuses.includes(String(response.status)), endpoint);
    }
  }
  assert.ok(endpoints.size > 7);
});

Deno.test("shows the problem details of an unknown path", async () => {
  await using site = await openSite();
  const response = await site.fetch("/api/unknown");
  const [, shown] = /^```json\n(\{\n {2}"status".*?)^```$/ms.exec(PAGE) ?? [];
  assert.deepEqual(JSON.parse(shown), await response.json());
});
