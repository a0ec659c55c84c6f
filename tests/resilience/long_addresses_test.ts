/** An address as long as the server takes holds nobody up, whatever it is made of. */
import assert from "node:assert/strict";
import { openSite, ORIGIN, type Site } from "../site.ts";

/** About as much as the server takes of an address. */
const LENGTH = 60_000;

/** The most that an answer may take, in milliseconds; what grows by the square takes hundreds. */
const MOST_MS = 100;

/** What expressions on an address may look at again and again. */
const PIECES = [".a?", "?a.", ".a", "/.a", "//", "a", "?", "%2e/", "..", "&a="];

/** The quickest of a few answers, since others may be at work on the machine. */
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
  Deno.test(`an address of ${LENGTH} characters "${piece}" is answered at once`, async () => {
    await using site = await openSite();
    const addresses = [
      `${ORIGIN}/?${long}/`,
      `${ORIGIN}/${long}/`,
      // What a hostile Host header makes of it.
      `http://a?${long}/`,
    ];
    for (const address of addresses) {
      const ms = await quickest(site, () => new Request(address));
      assert.ok(ms < MOST_MS, `${address.slice(0, 40)}… took ${ms} ms`);
    }
  });
}
