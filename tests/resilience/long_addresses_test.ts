/** The longest accepted URL doesn't block the server, whatever it contains. */
import assert from "node:assert/strict";
import { openSite, ORIGIN, type Site } from "../site.ts";

/** About as much as the server accepts for a URL. */
const LENGTH = 60_000;

/** Time limit for an answer in milliseconds; quadratic work takes hundreds. */
const MOST_MS = 100;

/** Text that regular expressions for a URL may scan repeatedly. */
const PIECES = [".a?", "?a.", ".a", "/.a", "//", "a", "?", "%2e/", "..", "&a="];

/** The fastest of a few answers, since the machine may be busy. */
async function quickest(site: Site, request: () => Request): Promise<number> {
  let best = Infinity;
  for (let time = 0; time < 3; time++) {
    const began = performance.now();
    const response = await site.handler(request(), INFO);
    await response.body?.cancel();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

const INFO = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
  completed: Promise.resolve(),
} as const;

for (const piece of PIECES) {
  const long = piece.repeat(LENGTH / piece.length);
  Deno.test(`answers at once to a URL of ${LENGTH} characters "${piece}"`, async () => {
    await using site = await openSite();
    const addresses = [
      `${ORIGIN}/?${long}/`,
      `${ORIGIN}/${long}/`,
      // What a hostile Host header turns it into.
      `http://a?${long}/`,
    ];
    for (const address of addresses) {
      const ms = await quickest(site, () => new Request(address));
      assert.ok(ms < MOST_MS, `${address.slice(0, 40)}… took ${ms} ms`);
    }
  });
}
