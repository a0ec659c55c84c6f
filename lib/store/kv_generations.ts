/**
 * Generations of one-time tokens and codes in Deno KV.
 *
 * The tokens and codes of one subject and scope carry the name of the generation they
 * were made in, and are good while its record is there. So deleting that one record
 * burns them all, however many there are, and what is lost or expired is burnt too.
 *
 * @module
 */
import { expireIn } from "./kv_atomic.ts";
import { readGeneration } from "./one_time_rows.ts";

/**
 * Adds to a write that the present generation, or a first one, lives as long as what is
 * made in it. The write fails when siblings are burnt meanwhile.
 *
 * @returns The generation's name.
 */
export function joinGeneration(
  write: Deno.AtomicOperation,
  entry: Deno.KvEntryMaybe<unknown>,
  { createdAt, expiresAt }: { createdAt: number; expiresAt: number },
): string {
  const present = readGeneration(entry.value);
  const id = present?.id ?? crypto.randomUUID();
  write.check(entry);
  if (!present || present.until < expiresAt) {
    const expiry = expireIn(createdAt, expiresAt);
    write.set(entry.key, { id, until: expiresAt }, expiry);
  }
  return id;
}

/** Whether something that was made in a generation is still good. */
export function isPresent(
  generation: string,
  { value }: Deno.KvEntryMaybe<unknown>,
): boolean {
  return readGeneration(value)?.id === generation;
}
