import { deepStrictEqual as equal, match } from "node:assert/strict";
import type { Context } from "fresh";
import { clientInfoOf } from "./client_info.ts";
import type { State } from "../state.ts";
import { type TestServices, testServices } from "../testing/services.ts";
import { ENGLISH } from "../i18n/languages.ts";

/** The client info of a request with these headers from a peer. */
async function clientInfo(
  services: TestServices,
  headers: HeadersInit,
  hostname = "192.0.2.1",
) {
  const info: Context<State>["info"] = {
    remoteAddr: { transport: "tcp", hostname, port: 4711 },
    completed: Promise.resolve(),
  };
  const state: State = {
    services,
    user: null,
    language: ENGLISH,
    session: null,
    tokenRefused: false,
  };
  const req = new Request("http://localhost:8000/", { headers });
  return await clientInfoOf({ req, info, state });
}

Deno.test("reads browser, connection and cookie", async () => {
  await using services = await testServices();
  const { requestId, ...visited } = await clientInfo(services, {});
  match(requestId ?? "", /^[\w-]{36}$/);
  equal(visited, {
    userAgent: null,
    clientAddress: "192.0.2.1",
    deviceCookie: null,
    trustedBrowsers: null,
  });
  const headers = {
    "user-agent": "Firefox",
    cookie: "device_8000=x; trusted_browser_8000=y; a=b",
  };
  const { userAgent, deviceCookie, trustedBrowsers } = await clientInfo(
    services,
    headers,
  );
  equal([userAgent, deviceCookie, trustedBrowsers], ["Firefox", "x", "y"]);
});

Deno.test("reads the client's address from a trusted proxy", async () => {
  await using services = await testServices({ settings: { trustProxy: 1 } });
  const headers = { "x-forwarded-for": "198.51.100.7" };
  const { clientAddress } = await clientInfo(services, headers, "127.0.0.1");
  equal(clientAddress, "198.51.100.7");
});
