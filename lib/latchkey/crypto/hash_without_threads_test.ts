import assert from "node:assert/strict";
import { PASSWORD } from "../testing/services.ts";

const HASH =
  "$6$Diw3zdsfLo9rBpsm$og8CaG7X4KSnpLvZKvKbCBIjzMma0//O9lw1c8wOj2TmqPbrWfleHjsasxHEWPWDCj/rxAbOmmcenszZtOoAR0";

const PROGRAM = `
  import { createPasswordHasher } from "./lib/latchkey/crypto/password_hasher.ts";
  const hasher = createPasswordHasher({ cost: 4 });
  for (const password of ["${PASSWORD}", "wrong"]) {
    console.log(await hasher.verify(password, "${HASH}"));
  }
`;

/**
 * Runs in a process of its own, since Deno prints errors from worker threads.
 */
Deno.test("checks passwords even when no thread can be started", async () => {
  const child = new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--quiet", "--allow-env", "--ext=ts", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(PROGRAM));
  await input.close();
  const { code, stdout, stderr } = await child.output();
  const said = new TextDecoder().decode(stderr);
  assert.equal(code, 0, said);
  assert.equal(new TextDecoder().decode(stdout), "true\nfalse\n");
  assert.match(said, /in worker.*sha_crypt_worker\.ts/, "there was no thread");
});
