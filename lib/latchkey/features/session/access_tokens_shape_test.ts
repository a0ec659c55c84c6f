import { deepStrictEqual as equal } from "node:assert/strict";
import fc from "fast-check";
import { base64url } from "jose";
import { readAccessToken } from "./access_tokens.ts";
import { testServices } from "../../testing/services.ts";

import { forge } from "../../testing/forge.ts";

Deno.test("rejects an unsigned token in every spelling", async () => {
  await using services = await testServices();
  const [, payload, signature] = (await forge(services, {})).split(".");
  for (const alg of ["none", "None", "nOnE", "", null]) {
    const { kid } = services.keys.signing;
    const header = base64url.encode(
      JSON.stringify({ alg, kid, typ: "at+jwt" }),
    );
    for (const last of ["", signature, "AA"]) {
      equal(
        await readAccessToken(services, `${header}.${payload}.${last}`),
        null,
      );
    }
    equal(await readAccessToken(services, `${header}.${payload}`), null);
  }
});

Deno.test("rejects text that isn't a token", async () => {
  await using services = await testServices();
  const token = await forge(services, {});
  const [header, payload, signature] = token.split(".");
  const texts = [
    "",
    " ",
    ".",
    "..",
    "...",
    "a.b.c",
    "null",
    "\0",
    "\ud800",
    "🔑.🔑.🔑",
    "a".repeat(4096),
    `${"a".repeat(1e6)}.b.c`,
    ".".repeat(1e6),
    `${token}.`,
    `.${token}`,
    `${token}.${signature}`,
    `${token}.${token}`,
    ` ${token}`,
    `${token}\n`,
    `${token}=`,
    `${header}.${payload}.${signature}=`,
    `${header}..${signature}`,
    `.${payload}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -1)}`,
    `${header}.${payload}. ${signature}`,
    `${header}.${payload}.${"+".repeat(43)}`,
    `${header}.${payload}\n.${signature}`,
    `${header}%2E${payload}.${signature}`,
    `Bearer ${token}`,
    await forge(services, { claims: { padding: "x".repeat(4096) } }),
  ];
  for (const text of texts) {
    equal(await readAccessToken(services, text), null, text.slice(0, 80));
  }
});

Deno.test("rejects a token with any one character changed", async () => {
  await using services = await testServices();
  const token = await forge(services, {});
  const characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= +/\0é";
  const change = fc.tuple(
    fc.nat(token.length - 1),
    fc.constantFrom(...characters),
  );
  await fc.assert(
    fc.asyncProperty(change, async ([at, character]) => {
      fc.pre(token[at] !== character);
      const changed = token.slice(0, at) + character + token.slice(at + 1);
      equal(await readAccessToken(services, changed), null);
    }),
    { numRuns: 1000 },
  );
  for (const character of characters) {
    if (token.endsWith(character)) continue;
    equal(
      await readAccessToken(services, token.slice(0, -1) + character),
      null,
    );
  }
});

Deno.test("never throws on any text", async () => {
  await using services = await testServices();
  const segment = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json().map((json) => base64url.encode(json)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { maxLength: 5 }), async (segments) => {
      equal(await readAccessToken(services, segments.join(".")), null);
    }),
    { numRuns: 500 },
  );
});
