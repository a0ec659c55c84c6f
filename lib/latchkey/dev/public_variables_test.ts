import assert from "node:assert/strict";
import {
  publicVariablesChanged,
  recordPublicVariables,
} from "./public_variables.ts";

Deno.test("public variables that differ from the build's call for another", async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/_fresh`);
    const env = { PORT: "1", FRESH_PUBLIC_A: "a", FRESH_PUBLIC_B: "b" };
    assert.equal(publicVariablesChanged(root, { PORT: "1" }), false);
    assert.equal(publicVariablesChanged(root, env), true);
    await recordPublicVariables(root, env);
    const same = {
      FRESH_PUBLIC_B: "b",
      FRESH_PUBLIC_C: " ",
      FRESH_PUBLIC_A: "a",
    };
    assert.equal(publicVariablesChanged(root, same), false);
    assert.equal(publicVariablesChanged(root, { PORT: "1" }), true);
    const other = { ...env, FRESH_PUBLIC_A: "b" };
    assert.equal(publicVariablesChanged(root, other), true);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
