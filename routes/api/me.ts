import { signedIn } from "@latchkey/core";

export const handlers = signedIn.handlers({
  GET({ state }) {
    return Response.json(state.user);
  },
});
