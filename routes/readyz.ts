import { deadline } from "../lib/deadline.ts";
import { noteStoreTrouble } from "../lib/log/store_trouble.ts";
import type { Services } from "../lib/services.ts";
import { define } from "../lib/state.ts";
import {
  ANSWER_WITHIN_MS,
  createWriteProbe,
  tooSlow,
  type WriteProbe,
} from "../lib/store/write_probe.ts";

const probes = new WeakMap<Services, WriteProbe>();

/** Ready: the store answers and takes changes. */
export const handlers = define.handlers({
  async GET({ state: { services } }) {
    const { store, log } = services;
    const probe = probes.getOrInsertComputed(services, createWriteProbe);
    try {
      await Promise.all([
        deadline(store.ping(), ANSWER_WITHIN_MS, tooSlow),
        probe(),
      ]);
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
