/**
 * Foreign keys and sequences of PostgreSQL, which an import restores at the end.
 *
 * @module
 */
import { IMPORT_TABLE, quoteName } from "../any_table.ts";
import type { SqlConnection } from "../migrations.ts";

// The keys of a partition follow those of its table.
const FOREIGN_KEYS = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname,
      pg_get_constraintdef(oid)) as add
  from pg_constraint
  where contype = 'f' and connamespace = current_schema()::regnamespace
    and conparentid = 0
  order by conrelid::regclass::text, conname`;

/**
 * Drops the foreign keys and returns the statements for {@linkcode restoreForeignKeys}.
 * SQLite's migration connection doesn't check foreign keys.
 */
export async function dropForeignKeys(
  { run, dialect }: SqlConnection,
): Promise<string[]> {
  if (dialect === "sqlite") return [];
  const keys = await run(FOREIGN_KEYS);
  for (const { drop } of keys) await run(String(drop));
  return keys.map(({ add }) => String(add));
}

/** Restores the dropped foreign keys, which checks every row. */
export async function restoreForeignKeys(
  { run }: SqlConnection,
): Promise<void> {
  const [row] = await run(`select foreign_keys from ${IMPORT_TABLE}`);
  const keys: unknown = JSON.parse(String(row?.foreign_keys ?? "[]"));
  if (!Array.isArray(keys)) return;
  for (const add of keys) await run(String(add));
}

const SEQUENCES = `
  select c.relname as "table", a.attname as column,
    pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`;

/** Moves sequences past the highest number. SQLite does that by itself. */
export async function restoreSequences(
  { run, dialect }: SqlConnection,
): Promise<void> {
  if (dialect === "sqlite") return;
  for (const { table, column, sequence } of await run(SEQUENCES)) {
    await run(
      `select setval($1, greatest(coalesce(max(${
        quoteName(String(column))
      }), 0), 0) + 1, false)
       from ${quoteName(String(table))}`,
      [sequence],
    );
  }
}
