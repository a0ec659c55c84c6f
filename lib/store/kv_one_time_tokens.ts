/**
 * One-time tokens in Deno KV.
 *
 * @module
 */
import { decide, type Decision, expireIn } from "./kv_atomic.ts";
import { isPresent, joinGeneration } from "./kv_generations.ts";
import {
  generationKey,
  tokenIndexKey,
  tokenIndexPrefix,
  tokenKey,
} from "./kv_keys.ts";
import { getAll, readThrough } from "./kv_reads.ts";
import type { OneTimeToken, OneTimeTokenStore } from "./one_time.ts";
import {
  isDigest,
  isSibling,
  readToken,
  type StoredToken,
  writeToken,
} from "./one_time_rows.ts";
import { isId } from "./rows.ts";

/** The one-time tokens of a database. */
export function kvOneTimeTokens(kv: Deno.Kv): OneTimeTokenStore {
  return {
    create: (token) => createToken(kv, token),
    find: async (hash) => (await getToken(kv, hash))?.token ?? null,
    consume: (hash) => consumeToken(kv, hash),
    burn: (subject, scope) => burn(kv, subject, scope),
    listOf: (subject) => tokensOf(kv, subject),
  };
}

/** Adds a token to those of its subject and scope. */
export async function createToken(
  kv: Deno.Kv,
  token: OneTimeToken,
): Promise<void> {
  const row = writeToken(token);
  const { hash, subject, scope, createdAt, expiresAt } = row;
  await decide(async (): Promise<Decision<void>> => {
    const generationEntry = await kv.get(generationKey(subject, scope));
    const write = kv.atomic();
    const stored: StoredToken = {
      token: row,
      generation: joinGeneration(write, generationEntry, row),
    };
    const expiry = expireIn(createdAt, expiresAt);
    write.set(tokenKey(hash), stored, expiry)
      .set(tokenIndexKey(subject, hash), true, expiry);
    return { answer: undefined, write };
  });
}

/** A live token with the entry that shows it is one; null when it is gone, used or burnt. */
async function getToken(kv: Deno.Kv, hash: string) {
  if (!isDigest(hash)) return null;
  const stored = readToken((await kv.get(tokenKey(hash))).value, hash);
  if (!stored) return null;
  const { token, generation } = stored;
  const generationEntry = await kv.get(
    generationKey(token.subject, token.scope),
  );
  return isPresent(generation, generationEntry)
    ? { token, generationEntry }
    : null;
}

function consumeToken(
  kv: Deno.Kv,
  hash: string,
): Promise<OneTimeToken | null> {
  return decide(async (): Promise<Decision<OneTimeToken | null>> => {
    const found = await getToken(kv, hash);
    if (!found) return { answer: null };
    const { token, generationEntry } = found;
    // Whoever uses a token or burns it deletes its generation.
    const write = kv.atomic().check(generationEntry)
      .delete(generationEntry.key)
      .delete(tokenKey(hash))
      .delete(tokenIndexKey(token.subject, hash));
    return { answer: token, write };
  });
}

async function burn(
  kv: Deno.Kv,
  subject: string,
  scope: string,
): Promise<void> {
  if (isSibling(subject, scope)) await kv.delete(generationKey(subject, scope));
}

async function tokensOf(
  kv: Deno.Kv,
  subject: string,
): Promise<OneTimeToken[]> {
  if (!isId(subject)) return [];
  const index = kv.list({ prefix: tokenIndexPrefix(subject) });
  const stored: StoredToken[] = [];
  for await (
    const [, { key, value }] of readThrough(
      kv,
      index,
      ({ key }) => tokenKey(String(key.at(-1))),
    )
  ) {
    const token = readToken(value, key.at(-1));
    if (token) stored.push(token);
  }
  const generations = await getAll(
    kv,
    stored.map(({ token }) => generationKey(token.subject, token.scope)),
  );
  return stored
    .filter(({ generation }, place) =>
      isPresent(generation, generations[place])
    )
    .map(({ token }) => token);
}
