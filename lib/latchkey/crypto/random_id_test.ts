import assert from "node:assert/strict";
import { randomId } from "./random_id.ts";

Deno.test("never starts an ID with a dash, which a command would read as an option", () => {
  for (let count = 0; count < 2_000; count++) {
    assert.match(randomId(), /^\w[\w-]{21}$/);
  }
});
