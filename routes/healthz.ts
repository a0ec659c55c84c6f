import { define } from "@latchkey/core";

/** Alive: the process answers. */
export const handlers = define.handlers({
  GET: () => new Response("alive\n"),
});
