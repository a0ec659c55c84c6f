import { signedIn } from "../../lib/latchkey/state.ts";

export const handlers = signedIn.handlers({
  GET({ state }) {
    return Response.json(state.user);
  },
});
