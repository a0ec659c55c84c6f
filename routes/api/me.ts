import { loggedIn } from "../../lib/state.ts";

export const handlers = loggedIn.handlers({
  GET({ state }) {
    return Response.json(state.user);
  },
});
