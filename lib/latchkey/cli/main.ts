/**
 * The entry point of `deno task cli`.
 *
 * @module
 */
import { commandsOf } from "../commands.ts";
import { createPasswordHasher } from "../crypto/password_hasher.ts";
import { connectDatabase } from "../database/open.ts";
import { migrationsOf } from "../tables.ts";
import { processSettings } from "../settings/settings.ts";
import { openStore } from "../open_store.ts";
import { ensureDistinct } from "../site_check.ts";
import { loadSite } from "../launcher/load_site.ts";
import { processIo } from "./io.ts";
import { runCli } from "./program.ts";

const site = await loadSite();
const migrations = migrationsOf(site);

Deno.exitCode = await runCli(Deno.args, {
  io: processIo(),
  site,
  settings() {
    ensureDistinct(site);
    return processSettings(site);
  },
  openStore: (settings) => openStore(settings, migrations),
  connectDatabase,
  migrations,
  createPasswords: ({ bcryptCost }) =>
    createPasswordHasher({ cost: bcryptCost }),
  now: Date.now,
}, commandsOf);
