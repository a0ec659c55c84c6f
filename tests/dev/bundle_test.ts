import assert from "node:assert/strict";
import { buildOnce, hasOwnFresh } from "@latchkey/core/testing";
import { importsOf } from "../imports_of.ts";

/** On Fresh itself modules stay separate. */
const ignore = !hasOwnFresh();

Deno.test(
  "the built site is one bundle: no source module is loaded on its own",
  { ignore },
  async () => {
    await buildOnce();
    const imported = await importsOf(["_fresh/serve.js"]);
    const root = `file://${Deno.cwd()}/`;
    const own = imported.filter((name) => name.startsWith(root));
    assert.ok(own.includes(`${root}_fresh/serve.js`));
    const apart = own.filter((name) => !name.startsWith(`${root}_fresh/`));
    assert.deepEqual(apart, []);
    const packages = imported.filter((name) => name.startsWith("npm:"));
    assert.ok(packages.length > 0);
  },
);
