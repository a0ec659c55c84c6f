import assert from "node:assert/strict";
import { recoveryCodes } from "../features/recovery_codes/feature.ts";
import { passkeys } from "../features/passkeys/feature.ts";
import { featuresWithSecrets } from "./stored_secrets.ts";

const FEATURES = new URL("../features/", import.meta.url);

Deno.test("names the features whose secrets need data keys", () => {
  const features = [passkeys, recoveryCodes];
  assert.deepEqual(featuresWithSecrets({ features }), ["recovery_codes"]);
});

Deno.test("every feature that seals or hashes secrets declares their columns", async () => {
  const users: string[] = [];
  for await (const { name } of Deno.readDir(FEATURES)) {
    const folder = new URL(`${name}/`, FEATURES);
    const sources = new Map<string, string>();
    for await (const file of Deno.readDir(folder)) {
      if (!file.isFile || /_(?:test|slow)\./.test(file.name)) continue;
      const text = await Deno.readTextFile(new URL(file.name, folder));
      sources.set(file.name, text);
    }
    const isUser = [...sources.values()].some((text) =>
      /\bsecrets\.(?:seal|hash)\(/.test(text)
    );
    if (!isUser) continue;
    users.push(name);
    // Otherwise a key that its rows need could be removed.
    assert.match(sources.get("tables.ts") ?? "", /\bsecrets: \{/, name);
  }
  assert.ok(users.includes("authenticator_app"), `${users}`);
});
