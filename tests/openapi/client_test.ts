/** A client generated from the description alone. */
import assert from "node:assert/strict";
import { OpenAPIClientAxios } from "openapi-client-axios";
import { ANNA, openSite, type Site } from "../site.ts";

/** Serves a site on a real port and generates a client from its description. */
async function withClient(
  site: Site,
  use: (client: Awaited<ReturnType<typeof clientOf>>) => Promise<void>,
) {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    site.handler,
  );
  try {
    await use(await clientOf(`http://127.0.0.1:${server.addr.port}`));
  } finally {
    await server.shutdown();
  }
}

async function clientOf(origin: string) {
  const response = await fetch(`${origin}/api/openapi.json`);
  const definition = await response.json();
  const api = new OpenAPIClientAxios({
    definition,
    axiosConfigDefaults: {
      adapter: "fetch",
      baseURL: origin,
      validateStatus: () => true,
    },
  });
  return await api.init();
}

Deno.test("a generated client logs in and reads /api/me", async () => {
  await using site = await openSite();
  await withClient(site, async (client) => {
    const grant = new URLSearchParams({ grant_type: "password", ...ANNA });
    const loggedIn = await client.requestToken(undefined, grant);
    assert.equal(loggedIn.status, 200);
    assert.equal(loggedIn.data.token_type, "bearer");

    const authorization = `Bearer ${loggedIn.data.access_token}`;
    const me = await client.readMe(undefined, undefined, {
      headers: { authorization },
    });
    assert.equal(me.status, 200);
    assert.equal(me.data.address, ANNA.username);
  });
});

Deno.test("a generated client gets errors without a token and with a wrong password", async () => {
  await using site = await openSite();
  await withClient(site, async (client) => {
    const me = await client.readMe();
    assert.equal(me.status, 401);
    assert.equal(me.headers["www-authenticate"], "Bearer");
    const grant = new URLSearchParams({ ...ANNA, password: "a guess" });
    const refused = await client.requestToken(undefined, grant);
    assert.equal(refused.status, 400);
    assert.equal(refused.data.error, "invalid_grant");
  });
});
