/**
 * How long removed factors are kept.
 *
 * @module
 */
import { TOKEN_SECONDS } from "../tokens/token_purposes.ts";

/**
 * How long a factor that was removed is kept, in milliseconds: as long as the "This wasn't me"
 * link that restores it, and a day for an email that was late.
 */
export const UNDO_MS = (TOKEN_SECONDS.secure_account + 24 * 60 * 60) * 1000;

/** The times of a factor that was just removed. It opens nothing any more. */
export function removedAt(now: number) {
  return { removedAt: now, expiresAt: now + UNDO_MS };
}

/** The times of a factor that counts. */
export const NOT_REMOVED = { removedAt: null, expiresAt: null };
