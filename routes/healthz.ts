import { define } from "../lib/state.ts";

/** Alive: the process answers. */
export const handlers = define.handlers({
  GET: () => new Response("alive\n"),
});
