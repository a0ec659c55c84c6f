import { deadline } from "../lib/deadline.ts";
import { noteStoreTrouble } from "../lib/log/store_trouble.ts";
import { define } from "../lib/state.ts";
import { StoreUnavailableError } from "../lib/store/unavailable.ts";

/** How long the store may take to answer, in milliseconds, before it counts as away. */
const STORE_DEADLINE_MS = 2_000;

/** Ready: the store answers. */
export const handlers = define.handlers({
  async GET({ state: { services } }) {
    try {
      await deadline(services.store.ping(), STORE_DEADLINE_MS, tooSlow);
      return new Response("ready\n");
    } catch (error) {
      noteStoreTrouble(services.log, "store.unreachable", error);
      return new Response("The store does not answer.\n", {
        status: 503,
        headers: { "retry-after": "5" },
      });
    }
  },
});

const tooSlow = () => new StoreUnavailableError("slow");
