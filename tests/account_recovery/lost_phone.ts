/**
 * Anna, who has lost the phone with her authenticator app.
 *
 * @module
 */
import assert from "node:assert/strict";
import { accountRecovery } from "@latchkey/core/features";
import { ANNA, openSite, type Site, type Visitor } from "../site.ts";
import { type App, setUpApp } from "../second_factor/authenticator.ts";
import { MINUTE, statusOf, userAt } from "../routes/own_account.ts";

export const HOUR = 60 * MINUTE;

/** Where the recovery is started. */
export const PAGE = "/auth/account-recovery";

/** A site on which Anna has an app. */
export interface LostPhone extends AsyncDisposable {
  readonly site: Site;
  readonly annaId: string;
  readonly app: App;
  /** A browser that got past the first step. */
  pastPassword(): Promise<Visitor>;
  /** A browser in which Anna stays logged in, with a code. */
  loggedIn(): Promise<Visitor>;
  /** Starts a recovery, as someone who knows the password. */
  start(): Promise<Visitor>;
  /** Passes time as on a running server. */
  wait(hours: number): Promise<void>;
}

/** Opens it. */
export async function lostPhone(
  overrides?: Parameters<typeof openSite>[0],
): Promise<LostPhone> {
  const site = await openSite(overrides);
  const { id: annaId } = await userAt(site, ANNA.username);
  const app = await setUpApp(site, annaId);
  site.clock.advance(MINUTE);
  const { services } = site;
  const pastPassword = async () => {
    const visitor = site.visitor();
    const fields = { ...ANNA, remember: "yes" };
    assert.equal(await statusOf(visitor.post("/auth/login", fields)), 303);
    return visitor;
  };
  return {
    site,
    annaId,
    app,
    pastPassword,
    async loggedIn() {
      site.clock.advance(MINUTE);
      const visitor = await pastPassword();
      const fields = { factor: "authenticator_app", proof: app.code() };
      const answer = visitor.post("/auth/second-factor", fields);
      assert.equal(await statusOf(answer), 303);
      return visitor;
    },
    async start() {
      const visitor = await pastPassword();
      assert.equal(await statusOf(visitor.post(PAGE, {})), 303);
      await services.mail.settled();
      return visitor;
    },
    async wait(hours) {
      for (let halves = 0; halves < hours * 2; halves++) {
        site.clock.advance(HOUR / 2);
        await services.use(accountRecovery).advanceAll();
        await services.mail.settled();
      }
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

/** The link of an email that stops or finishes a recovery. */
export function recoveryLinkIn(
  { text }: { readonly text: string },
  page: "stop" | "finish",
): string {
  const path = `${PAGE}/${page}`;
  const link = [...text.matchAll(/\/auth\/account-recovery\/\S+/g)]
    .map(([found]) => found).find((found) => found.startsWith(path));
  assert.ok(link, `the email has no link to ${path}`);
  return link;
}

/** The link that finishes the recovery, once it is ready. */
export async function finishLink({ site }: LostPhone): Promise<string> {
  return recoveryLinkIn(await site.mailTo(ANNA.username), "finish");
}
