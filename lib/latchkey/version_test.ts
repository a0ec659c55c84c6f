/** Versions of releases. */
import assert from "node:assert/strict";
import { isVersion } from "./version.ts";

Deno.test("only three numbers are a version", () => {
  for (const version of ["0.1.0", "1.2.3", "10.20.30"]) {
    assert.ok(isVersion(version), version);
  }
  for (
    const text of [
      ...["", "1", "1.2", "v1.2.3", "1.2.3 ", "01.2.3", "1.2.3-rc.1"],
      ...["latest", "^1.2.3", "1.2.3\n"],
    ]
  ) assert.ok(!isVersion(text), `${text}`);
});
