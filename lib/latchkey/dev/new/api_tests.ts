/**
 * The code of a new API route's test.
 *
 * @module
 */
import { fileAddress, parametersOf, sampleAddress } from "./address.ts";
import { type ApiWish, messageOf } from "./api.ts";
import type { NewFile } from "./write.ts";

/**
 * A test that asks the whole app, as each kind of client.
 *
 * @param path Where it goes.
 */
export function apiTest(wish: ApiWish, path: string): NewFile {
  const { place: { guarded }, post } = wish;
  const parts = [
    opening(wish),
    guarded ? guardTest(wish) : "",
    guarded ? guardedGetTest(wish) : openGetTest(wish),
    post ? postTests(wish) : "",
  ];
  return { path, text: parts.join("\n") };
}

function opening({ address, place: { guarded }, post }: ApiWish): string {
  const site = guarded || post
    ? [
      ...guarded ? ["ANNA"] : [],
      ...guarded && post ? ["cookieHeader"] : [],
      "openSite",
      "type Site",
    ].join(", ")
    : "openSite";
  return `
import assert from "node:assert/strict";
import { ${site} } from "../../../site.ts";

const PATH = "${sampleAddress(address)}";
${guarded ? BEARER : ""}
${post ? postCode(guarded) : ""}
`;
}

const BEARER = `
/** The header that a client sends once it has got a token. */
async function bearerOf(site: Site) {
  const body = new URLSearchParams(ANNA);
  const response = await site.fetch("/token", { method: "POST", body });
  const { access_token } = await response.json();
  return { authorization: \`Bearer \${access_token}\` };
}
`;

function postCode(guarded: boolean): string {
  return `
/** Sends a body as a client does that keeps no cookies. */
async function post(
  site: Site,
  body: string,
  headers: Record<string, string> = {},
) {
  return await site.fetch(PATH, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      ${guarded ? "...await bearerOf(site)," : ""}
      ...headers,
    },
  });
}
`;
}

const VISITOR = `
  const visitor = site.visitor();
  await visitor.signIn(ANNA);
`;

/** Another site has a visitor's cookie sent along, and no token. */
const VISITORS_HEADERS = `
    authorization: "",
    cookie: cookieHeader(visitor.cookies),
`;

function guardTest({ address }: ApiWish): string {
  return `
Deno.test("GET ${
    fileAddress(address)
  } answers 401 to clients without a token", async () => {
  await using site = await openSite();
  const response = await site.fetch(PATH);
  assert.equal(response.status, 401);
  assert.equal(response.headers.get("www-authenticate"), "Bearer");
  assert.deepEqual(await response.json(), { detail: "Not authenticated" });
});
`;
}

function guardedGetTest(wish: ApiWish): string {
  return `
Deno.test("GET ${
    fileAddress(wish.address)
  } answers to a token and to a cookie", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.signIn(ANNA);
  const responses = [
    await site.fetch(PATH, { headers: await bearerOf(site) }),
    await visitor.get(PATH),
  ];
  for (const response of responses) {
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), ${expected(wish)});
  }
});
`;
}

function openGetTest(wish: ApiWish): string {
  return `
Deno.test("GET ${fileAddress(wish.address)} answers to everyone", async () => {
  await using site = await openSite();
  const response = await site.fetch(PATH);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), ${expected(wish)});
});
`;
}

/** The answer to the sample's path, in code. */
function expected(wish: ApiWish): string {
  const parameters = parametersOf(wish.address);
  const fields = [
    `message: "${messageOf(wish)}"`,
    ...wish.place.guarded ? ["address: ANNA.username"] : [],
    ...parameters.size > 0
      ? [`params: ${JSON.stringify(Object.fromEntries(parameters))}`]
      : [],
  ];
  return `{ ${fields.join(", ")} }`;
}

function postTests({ address, place: { guarded } }: ApiWish): string {
  const path = fileAddress(address);
  const unauthorized = `
Deno.test("POST ${path} answers 401 to clients without a token", async () => {
  await using site = await openSite();
  const response = await site.fetch(PATH, { method: "POST", body: "{}" });
  assert.equal(response.status, 401);
  await response.body?.cancel();
});
`;
  return `${guarded ? unauthorized : ""}
Deno.test("POST ${path} takes JSON", async () => {
  await using site = await openSite();
  const response = await post(site, '{"text": " Good morning "}');
  assert.equal(response.status, 201);
  assert.deepEqual(await response.json(), { text: "Good morning" });
});

Deno.test("POST ${path} says what is wrong with a body", async () => {
  await using site = await openSite();
  const wrong: [number, string, string][] = [
    [415, '{"text": "Good morning"}', "text/plain"],
    [400, '{"text": "Good', "application/json"],
    [422, '{"text": " "}', "application/json"],
    [422, JSON.stringify({ text: "x".repeat(201) }), "application/json"],
  ];
  for (const [status, body, type] of wrong) {
    const response = await post(site, body, { "content-type": type });
    assert.equal(response.status, status);
    assert.equal(
      response.headers.get("content-type"),
      "application/problem+json",
    );
    await response.body?.cancel();
  }
});

Deno.test("POST ${path} rejects what another site sends", async () => {
  await using site = await openSite();
${guarded ? VISITOR : ""}
  const response = await post(site, '{"text": "Good morning"}', {
    ${guarded ? VISITORS_HEADERS : ""}
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  await response.body?.cancel();
});
`;
}
