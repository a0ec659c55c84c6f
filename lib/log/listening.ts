/**
 * What the log says when other processes' changes are no longer heard of.
 *
 * @module
 */
import type { Log } from "../log.ts";

/**
 * Takes whether changes are heard of, as often as somebody says it, and says once that
 * they no longer are and once that they are again.
 */
export function createListeningNotes(log: Log): (told: boolean) => void {
  let lostAt: number | null = null;
  return (told) => {
    if (!told && lostAt === null) {
      lostAt = performance.now();
      log.warn("store.listening_lost", {
        effect: "No session is remembered, so each request asks the database.",
      });
    } else if (told && lostAt !== null) {
      const seconds = Math.round((performance.now() - lostAt) / 1000);
      lostAt = null;
      log.info("store.listening_resumed", { seconds });
    }
  };
}
