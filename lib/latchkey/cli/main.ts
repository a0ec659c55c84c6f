/**
 * The operator's commands: the entry of `deno task cli`.
 *
 * @module
 */
import { createPasswordHasher } from "../crypto/password_hasher.ts";
import { connectDatabase, MIGRATIONS } from "../database/open.ts";
import { processSettings } from "../settings/settings.ts";
import { openStore } from "../database/open_store.ts";
import { processIo } from "./io.ts";
import { runCli } from "./program.ts";

Deno.exitCode = await runCli(Deno.args, {
  io: processIo(),
  settings: processSettings,
  openStore: async (settings) => (await openStore(settings)).store,
  connectDatabase,
  migrations: MIGRATIONS,
  createPasswords: ({ bcryptCost }) =>
    createPasswordHasher({ cost: bcryptCost }),
  now: Date.now,
});
