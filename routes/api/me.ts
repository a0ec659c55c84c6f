import { signedIn } from "../../lib/state.ts";

export const handlers = signedIn.handlers({
  GET({ state }) {
    return Response.json(state.user);
  },
});
