/**
 * The operator's commands: the entry of `deno task cli`.
 *
 * @module
 */
import { createPasswordHasher } from "../auth/passwords.ts";
import { processSettings } from "../settings.ts";
import { openStore } from "../store/open.ts";
import { processIo } from "./io.ts";
import { runCli } from "./program.ts";

Deno.exitCode = await runCli(Deno.args, {
  io: processIo(),
  settings: processSettings,
  // A command ends at once: nothing that it looks up is asked for again.
  openStore: (settings) =>
    openStore({ ...settings, sessionCacheSeconds: 0 }, Date.now),
  createPasswords: ({ bcryptCost }) =>
    createPasswordHasher({ cost: bcryptCost }),
  now: Date.now,
});
