/**
 * One-time tokens in PostgreSQL.
 *
 * @module
 */
import type { OneTimeToken, OneTimeTokenStore } from "../one_time.ts";
import {
  isDigest,
  isSibling,
  readToken,
  writeToken,
} from "../one_time_rows.ts";
import { isId } from "../rows.ts";
import type { Queries } from "./database.ts";
import { storableJson } from "./text.ts";

/** The one-time tokens of a database. */
export function postgresOneTimeTokens(queries: Queries): OneTimeTokenStore {
  return {
    create: (token) => createToken(queries, token),
    find: (hash) => findToken(queries, hash),
    consume: (hash) => consumeToken(queries, hash),
    burn: (subject, scope) => burn(queries, subject, scope),
    listOf: (subject) => tokensOf(queries, subject),
  };
}

/**
 * The present generation of subject `$2` and scope `$3`, or a first one, which lives at
 * least until `$4`: the beginning of a statement that makes something in it.
 */
export const JOIN_GENERATION = `with joined as (
  insert into latchkey.one_time_generations as present (subject, scope, until)
  values ($2, $3, $4)
  on conflict (subject, scope) do update
    set until = greatest(present.until, excluded.until)
  returning id
)`;

/** Which tokens were not burnt. */
export const LIVE_TOKENS = `latchkey.one_time_tokens tokens
  join latchkey.one_time_generations generations
    on generations.subject = tokens.subject and generations.scope = tokens.scope
    and generations.id = tokens.generation`;

/** Adds a token; replaces one of the same hash. */
export async function createToken(
  queries: Queries,
  token: OneTimeToken,
): Promise<void> {
  const row = writeToken(token);
  await queries.query(
    `${JOIN_GENERATION}
     insert into latchkey.one_time_tokens (row, generation)
     select $1::jsonb, id from joined
     on conflict (hash) do update
       set row = excluded.row, generation = excluded.generation`,
    [storableJson(row), row.subject, row.scope, row.expiresAt],
  );
}

interface TokenRow {
  readonly row: unknown;
  readonly generation: string;
  readonly hash: string;
}

function toToken(found: TokenRow | undefined): OneTimeToken | null {
  if (!found) return null;
  const { row, generation, hash } = found;
  return readToken({ token: row, generation }, hash)?.token ?? null;
}

async function findToken(
  queries: Queries,
  hash: string,
): Promise<OneTimeToken | null> {
  if (!isDigest(hash)) return null;
  const [found] = await queries.query<TokenRow>(
    `select tokens.row, generation, hash from ${LIVE_TOKENS} where tokens.hash = $1`,
    [hash],
  );
  return toToken(found);
}

// Whoever uses a token or burns it deletes its generation: of two at once, one does.
async function consumeToken(
  queries: Queries,
  hash: string,
): Promise<OneTimeToken | null> {
  if (!isDigest(hash)) return null;
  const [used] = await queries.query<TokenRow>(
    `with burnt as (
       delete from latchkey.one_time_generations generations
       using latchkey.one_time_tokens tokens
       where tokens.hash = $1 and generations.id = tokens.generation
         and generations.subject = tokens.subject
         and generations.scope = tokens.scope
       returning generations.id
     )
     delete from latchkey.one_time_tokens tokens using burnt
     where tokens.hash = $1 and tokens.generation = burnt.id
     returning tokens.row, generation, hash`,
    [hash],
  );
  return toToken(used);
}

async function burn(
  queries: Queries,
  subject: string,
  scope: string,
): Promise<void> {
  if (!isSibling(subject, scope)) return;
  await queries.query(
    `delete from latchkey.one_time_generations
     where subject = $1 and scope = $2`,
    [subject, scope],
  );
}

async function tokensOf(
  queries: Queries,
  subject: string,
): Promise<OneTimeToken[]> {
  if (!isId(subject)) return [];
  const rows = await queries.query<TokenRow>(
    `select tokens.row, generation, hash from ${LIVE_TOKENS}
     where tokens.subject = $1 order by tokens.hash`,
    [subject],
  );
  return rows.map(toToken).filter((token) => token !== null);
}
