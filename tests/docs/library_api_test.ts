/** Compares `docs/reference/library-api.md` with the doc comments of the library. */
import assert from "node:assert/strict";
import { libraryApi, PAGE } from "./library_api.ts";

Deno.test("lists what each entry point exports", async () => {
  assert.equal(
    await Deno.readTextFile(PAGE),
    await libraryApi(),
    `${PAGE} is outdated. To write it again: deno task docs`,
  );
});
