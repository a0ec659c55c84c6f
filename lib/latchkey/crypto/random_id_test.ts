import assert from "node:assert/strict";
import { randomId } from "./random_id.ts";

Deno.test("no id begins with a dash, which would make it an option of a command", () => {
  for (let count = 0; count < 2_000; count++) {
    assert.match(randomId(), /^\w[\w-]{21}$/);
  }
});
