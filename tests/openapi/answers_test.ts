/**
 * The API description is accurate: every described response occurs, and no
 * other does.
 */
import assert from "node:assert/strict";
import { StoreUnavailableError } from "@latchkey/core/testing";
import { ANNA, openSite, ORIGIN, type Site } from "../site.ts";
import {
  type AnswerName,
  answersIn,
  assertDescribed,
  descriptionOf,
} from "./described.ts";

const JSON_TYPE = "application/json";
const PROBLEM = "application/problem+json";

/** How to provoke a response. */
type Ask = (site: Site) => Promise<Response>;

function requestToken(
  site: Site,
  fields: Record<string, string> = ANNA,
  init: RequestInit = {},
): Promise<Response> {
  const body = new URLSearchParams(fields);
  return site.fetch("/token", { method: "POST", body, ...init });
}

async function tokenOf(site: Site): Promise<string> {
  const response = await requestToken(site);
  assert.equal(response.status, 200);
  return (await response.json()).access_token;
}

async function askAs(token: string, site: Site, path: string) {
  return await site.fetch(path, {
    headers: { authorization: `Bearer ${token}` },
  });
}

/** Asks as someone who should have set up a second factor by now. */
async function askWithoutFactor(site: Site, path: string): Promise<Response> {
  const token = await tokenOf(site);
  Object.assign(site.services, {
    settings: {
      ...site.services.settings,
      requireSecondFactor: ["everyone"],
      secondFactorGraceSeconds: 0,
    },
  });
  return await askAs(token, site, path);
}

/** Sends a valid token while loading its session fails. */
async function askWhileFailing(site: Site, path: string, error: Error) {
  const token = await tokenOf(site);
  site.clock.advance(60_000); // Longer than a session is cached.
  site.services.store.sessions.find = () => Promise.reject(error);
  return await askAs(token, site, path);
}

function requestWhileFailing(site: Site, error: Error) {
  site.services.store.users.byAddressKey = () => Promise.reject(error);
  return requestToken(site);
}

/** A form that starts and never ends; its ten seconds pass at once. */
async function requestSlowly(site: Site) {
  const { setTimeout } = globalThis;
  try {
    globalThis.setTimeout = ((work: () => void, ms: number) =>
      setTimeout(work, ms === 10_000 ? 20 : ms)) as typeof setTimeout;
    const begun = new TextEncoder().encode("username=");
    const body = new ReadableStream({
      start: (stream) =>
        stream.enqueue(begun),
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return await requestToken(site, {}, { body, headers });
  } finally {
    globalThis.setTimeout = setTimeout;
  }
}

async function requestTooOften(site: Site) {
  const guess = { ...ANNA, password: "a guess" };
  for (let attempt = 0; attempt < 10; attempt++) {
    await (await requestToken(site, guess)).body?.cancel();
  }
  return await requestToken(site, guess);
}

/** As many concurrent logins as one client may have, and one more. */
async function requestFromMany(site: Site) {
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => requestToken(site)),
  );
  const refused = answers.find(({ status }) => status === 503);
  assert.ok(refused, "all were admitted");
  return refused;
}

function authorized(authorization: string): HeadersInit {
  return authorization === "" ? {} : { authorization };
}

const fault = () => new Error("a fault");
const gone = () => new StoreUnavailableError("gone");

const ASKS: Readonly<Record<AnswerName, Ask>> = {
  [`POST /token 200 ${JSON_TYPE}`]: (site) => requestToken(site),
  [`POST /token 400 ${JSON_TYPE}`]: (site) => requestToken(site, {}),
  [`POST /token 408 ${JSON_TYPE}`]: requestSlowly,
  [`POST /token 413 ${JSON_TYPE}`]: (site) =>
    requestToken(site, { ...ANNA, more: "x".repeat(65 * 1024) }),
  [`POST /token 429 ${JSON_TYPE}`]: requestTooOften,
  [`POST /token 500 ${PROBLEM}`]: (site) => requestWhileFailing(site, fault()),
  [`POST /token 503 ${JSON_TYPE}`]: requestFromMany,
  [`POST /token 503 ${PROBLEM}`]: (site) => requestWhileFailing(site, gone()),

  [`GET /api/me 200 ${JSON_TYPE}`]: async (site) =>
    askAs(await tokenOf(site), site, "/api/me"),
  [`GET /api/me 401 ${JSON_TYPE}`]: (site) => site.fetch("/api/me"),
  [`GET /api/me 403 ${JSON_TYPE}`]: async (site) => {
    const token = await tokenOf(site);
    const { users } = site.services.store;
    const user = await users.byAddressKey(ANNA.username.toLowerCase());
    assert.ok(user);
    await users.update(user.id, { verifiedAt: null });
    return askAs(token, site, "/api/me");
  },
  [`GET /api/me 403 ${PROBLEM}`]: (site) => askWithoutFactor(site, "/api/me"),
  [`GET /api/me 500 ${PROBLEM}`]: (site) =>
    askWhileFailing(site, "/api/me", fault()),
  [`GET /api/me 503 ${PROBLEM}`]: (site) =>
    askWhileFailing(site, "/api/me", gone()),

  [`GET /api/openapi.json 200 ${JSON_TYPE}`]: (site) =>
    site.fetch("/api/openapi.json"),
  [`GET /api/openapi.json 500 ${PROBLEM}`]: (site) =>
    askWhileFailing(site, "/api/openapi.json", fault()),
  [`GET /api/openapi.json 503 ${PROBLEM}`]: (site) =>
    askWhileFailing(site, "/api/openapi.json", gone()),
};

for (const [name, ask] of Object.entries(ASKS)) {
  Deno.test(`${name} is answered as described`, async () => {
    await using site = await openSite({
      settings: { requireVerifiedAddress: true },
    });
    const document = await descriptionOf(site);
    const operation = name.split(" ").slice(0, 2).join(" ");
    const given = await assertDescribed(document, operation, await ask(site));
    assert.equal(given, name);
  });
}

Deno.test("every described response is requested above", async () => {
  await using site = await openSite();
  // A feature's own tests request what it describes.
  const ofFeatures = site.services.site.features
    .flatMap(({ api }) => Object.keys(api));
  const described = answersIn(await descriptionOf(site))
    .filter((name) => !ofFeatures.includes(name.split(" ")[1]));
  assert.deepEqual(described.sort(), Object.keys(ASKS).sort());
});

Deno.test("both challenges of 401 are described", async () => {
  await using site = await openSite();
  const document = await descriptionOf(site);
  for (const headers of ["", "Bearer bad"].map(authorized)) {
    const answer = await site.fetch("/api/me", { headers });
    await assertDescribed(document, "GET /api/me", answer);
  }
});

Deno.test("every response to any form is described", async () => {
  await using site = await openSite();
  const document = await descriptionOf(site);
  const bodies: [BodyInit, string?][] = [
    ["username=%zz"],
    ["username=a&username=b"],
    [`username=${"a".repeat(300)}@example.com&password=12345`],
    ["grant_type=client_credentials"],
    ["", "multipart/form-data; boundary=x"],
    ["", "text/plain"],
    ["", ""],
  ];
  for (
    const [body, type = "application/x-www-form-urlencoded"] of bodies
  ) {
    const headers = { "content-type": type, origin: ORIGIN };
    const answer = await requestToken(site, {}, { body, headers });
    assert.ok(answer.status >= 400 && answer.status < 500);
    await assertDescribed(document, "POST /token", answer);
  }
});

Deno.test("requires exactly the described fields, in either encoding", async () => {
  await using site = await openSite();
  const { components } = await descriptionOf(site);
  const grant = components?.schemas?.PasswordGrant;
  assert.deepEqual(grant?.required, Object.keys(ANNA));
  for (const left of Object.keys(ANNA)) {
    const fields = new Map(Object.entries(ANNA));
    fields.delete(left);
    const answer = await requestToken(site, Object.fromEntries(fields));
    assert.equal(answer.status, 400, left);
    await answer.body?.cancel();
  }
  const body = new FormData();
  for (const [name, value] of Object.entries(ANNA)) body.set(name, value);
  const answer = await requestToken(site, {}, { body });
  assert.equal(answer.status, 200);
  await answer.body?.cancel();
});
