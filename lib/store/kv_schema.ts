/**
 * The number of the schema in Deno KV, and the steps from one to the next.
 *
 * @module
 */
import { decide, type Decision } from "./kv_atomic.ts";
import { SCHEMA, USERS } from "./kv_keys.ts";
import { changeUser } from "./kv_user.ts";
import { isSlowHash } from "./rows.ts";
import { StoreTooNewError } from "./schema_version.ts";

/**
 * Changes every record that has to change. It may be cut short and begun again, and
 * another process may be doing the same at the same time: it must leave alone what is
 * done already.
 */
export type KvMigration = (kv: Deno.Kv) => Promise<void>;

/** The first leads from schema 1 to 2, and so on: one less than `SCHEMA_VERSION`. */
export const KV_MIGRATIONS: readonly KvMigration[] = [noteSlowHashes];

/**
 * Takes the steps that are missing, and notes each once it is done.
 *
 * @throws {StoreTooNewError} when the database knows steps that this app does not.
 */
export async function bringUpToDate(
  kv: Deno.Kv,
  migrations: readonly KvMigration[] = KV_MIGRATIONS,
): Promise<void> {
  const known = 1 + migrations.length;
  const found = await schemaOf(kv);
  if (found > known) throw new StoreTooNewError(found, known);
  for (let version = found; version < known; version++) {
    await migrations[version - 1](kv);
    await noteSchema(kv, version + 1);
  }
  if (found === known) await noteSchema(kv, known);
}

async function noteSlowHashes(kv: Deno.Kv): Promise<void> {
  for await (const { key } of kv.list({ prefix: USERS })) {
    await changeUser(
      kv,
      String(key.at(-1)),
      (user) => isSlowHash(user.passwordHash) ? user : null,
    );
  }
}

/** The number that a database says it has. */
export async function schemaOf(kv: Deno.Kv): Promise<number> {
  const { value } = await kv.get(SCHEMA);
  return typeof value === "number" ? value : 1;
}

// Another process may have come further meanwhile.
function noteSchema(kv: Deno.Kv, version: number): Promise<void> {
  return decide(async (): Promise<Decision<void>> => {
    const entry = await kv.get(SCHEMA);
    const { value } = entry;
    if (typeof value === "number" && value >= version) {
      return { answer: undefined };
    }
    const write = kv.atomic().check(entry).set(entry.key, version);
    return { answer: undefined, write };
  });
}
