import { deepStrictEqual as equal } from "node:assert/strict";
import { addonProblem } from "./bcrypt.ts";
import { createPasswordHasher } from "./password_hasher.ts";

Deno.test({
  name: "works without FFI permission and reports that it isn't native",
  permissions: { ffi: false, read: "inherit", env: "inherit" },
  async fn() {
    const hasher = createPasswordHasher({ cost: 4 });
    const hash = await hasher.hash("12345");
    equal(await hasher.verify("12345", hash), true);
    equal(await hasher.verify("54321", hash), false);
    equal(hasher.native, false);
    equal(await addonProblem(), "Deno does not permit it");
  },
});
