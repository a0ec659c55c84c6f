import type { Services } from "@latchkey/core";
import {
  ANSWER_WITHIN_MS,
  createWriteProbe,
  deadline,
  noteStoreTrouble,
  tooSlow,
  type WriteProbe,
} from "@latchkey/core/http";
import { define } from "../lib/state.ts";

const probes = new WeakMap<Services, WriteProbe>();

/** Ready: the store answers and takes changes. */
export const handlers = define.handlers({
  async GET({ state: { services } }) {
    const { store, log } = services;
    const probe = probes.getOrInsertComputed(services, createWriteProbe);
    // A database that does not answer a read is not asked to write: what is found is kept.
    const asked = store.ping().then(probe);
    try {
      await deadline(asked, ANSWER_WITHIN_MS, tooSlow);
      return new Response("ready\n");
    } catch (error) {
      noteStoreTrouble(log, "store.unreachable", error);
      return new Response("The database is not ready.\n", {
        status: 503,
        headers: { "retry-after": "5" },
      });
    }
  },
});
