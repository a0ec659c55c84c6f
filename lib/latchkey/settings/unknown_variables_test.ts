import assert from "node:assert/strict";
import { TEST_SITE } from "../testing/site.ts";
import { knownNames } from "./settings.ts";
import { unknownVariables } from "./unknown_variables.ts";

const KNOWN = knownNames(TEST_SITE);

for (
  const [name, nearest] of [
    ["PROT", "PORT"],
    ["port", "PORT"],
    ["JWT_KEY", "JWT_KEYS"],
    ["SMPT_URL", "SMTP_URL"],
    ["SIGNUP", "SIGN_UP"],
    ["PUBLICURL", "PUBLIC_URL"],
    ["ACCES_TOKEN_MINUTE", "ACCESS_TOKEN_MINUTES"],
    ["DATABASE", "DATABASE_URL"],
    ["PGHOST", "DATABASE_URL"],
    ["PGPASSWORD", "DATABASE_URL"],
    ["NODE_ENV", null],
    ["VITE_TITLE", null],
    ["X", null],
  ] as const
) {
  Deno.test(`reports ${name} in .env as unknown and suggests ${nearest ?? "nothing"}`, () => {
    assert.deepEqual(unknownVariables([name, "HOST"], KNOWN), [{
      name,
      nearest,
    }]);
  });
}

Deno.test("known settings are not reported", () => {
  assert.deepEqual(unknownVariables(KNOWN, KNOWN), []);
});

Deno.test("accepts names of any length and kind", () => {
  const names = ["", "__proto__", "x".repeat(5000), "\u001b[31mPORT", "%s%c"];
  assert.equal(unknownVariables(names, KNOWN).length, names.length);
});
