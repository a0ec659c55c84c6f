/**
 * Logging in with a passkey, without the page's script.
 *
 * @module
 */
import type { App } from "fresh";
import { passkeys } from "@latchkey/core/features";
import {
  logInByPasskey as logIn,
  readForm,
  redirectLoggedIn,
} from "@latchkey/core/http";
import type { State } from "../../lib/state.ts";
import { openSite, ORIGIN, type Site, type Visitor } from "../site.ts";
import type { Authenticator } from "./passkey_sign_up.ts";

const PATH = "/test/passkey-login";
const LOG_IN = { purpose: "log_in", userId: "" } as const;

/** A site with a route that logs in by passkey and shows nothing. */
export function openPasskeySite(
  overrides?: Parameters<typeof openSite>[0],
): Promise<Site> {
  return openSite(overrides, (app: App<State>) => {
    app.post(PATH, async (ctx) => {
      const result = await logIn(ctx, await readForm(ctx.req));
      return result.ok
        ? redirectLoggedIn(ctx, "/account", result)
        : Response.json(result.shown, result.init);
    });
  });
}

/** Logs in with a passkey. */
export async function logInByPasskey(
  { services }: Site,
  visitor: Visitor,
  authenticator: Authenticator,
): Promise<Response> {
  const queries = services.use(passkeys);
  const party = queries.party(new URL(ORIGIN));
  const options = await queries.requestOptions(party, LOG_IN);
  const passkey = await authenticator.get(options);
  return await visitor.post(PATH, { passkey });
}

/** Proves with a passkey that one is the user. */
export async function proofFor(
  { services }: Site,
  userId: string,
  authenticator: Authenticator,
): Promise<string> {
  const queries = services.use(passkeys);
  const party = queries.party(new URL(ORIGIN));
  const use = { purpose: "step_up", userId } as const;
  return await authenticator.get(await queries.requestOptions(party, use));
}
