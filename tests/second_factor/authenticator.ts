/**
 * Authenticator apps for tests.
 *
 * @module
 */
import { authenticatorApp } from "@latchkey/core/features";
import { Secret, TOTP } from "otpauth";
import assert from "node:assert/strict";
import type { Site, Visitor } from "../site.ts";
import { SITE } from "../tested_site.ts";
import { hiddenInputs, textOf } from "../routes/own_account.ts";

/** An app that is set up for an account. */
export interface App {
  /** The code it shows now, by the site's clock, or a number of steps later. */
  code(steps?: number): string;
}

/** How long a code is shown, in milliseconds. */
export const STEP_MS = 30_000;

/** The page of apps, and the page that sets one up. */
export const APPS = "/account/authenticator";

/** A site on which users can have apps, even if they have no pages for them on the real one. */
export const WITH_APP = {
  site: SITE.features.includes(authenticatorApp)
    ? SITE
    : { ...SITE, features: [authenticatorApp, ...SITE.features] },
};

/** Sets up an app for an account, as its owner would. */
export async function setUpApp(
  { services }: Pick<Site, "services">,
  userId: string,
): Promise<App> {
  const apps = services.use(authenticatorApp);
  const { id, key } = await apps.begin(userId, "test");
  const app = appWith({ services }, key);
  if (!await apps.confirm(userId, id, { code: app.code(), name: "Phone" })) {
    throw new Error("the app was not set up");
  }
  return app;
}

/** An app with a key. */
export function appWith(
  { services }: Pick<Site, "services">,
  key: string,
): App {
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  return {
    code: (steps = 0) =>
      totp.generate({ timestamp: services.now() + steps * STEP_MS }),
  };
}

/** A setup that a person began on the pages. */
export interface BegunSetup extends App {
  /** The path of the page. */
  readonly page: string;
  readonly key: string;
}

/** Begins to set an app up on the pages. */
export async function beginSetup(
  site: Site,
  visitor: Visitor,
): Promise<BegunSetup> {
  const begun = await visitor.post(APPS, {});
  assert.equal(begun.status, 303);
  const page = begun.headers.get("location")!;
  const key = keyIn(await textOf(visitor.get(page)));
  return { page, key, ...appWith(site, key) };
}

/** The key on the page that sets an app up. */
export function keyIn(html: string): string {
  const [, groups] = /<code class="key"[^>]*>([^<]+)</.exec(html) ?? [];
  assert.match(groups ?? "", /^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  return groups.replaceAll(" ", "");
}

/** The recovery codes on a page. */
export function codesIn(html: string): string[] {
  const [, codes = ""] = /<pre class="codes"[^>]*>([^<]*)</.exec(html) ?? [];
  return codes.split("\n").filter(Boolean);
}

/** Sets an app up on the pages, and lets its code be over. */
export async function addApp(site: Site, visitor: Visitor, name = "Phone") {
  const { page, code } = await beginSetup(site, visitor);
  const html = await textOf(visitor.post(page, { code: code(), name }));
  site.clock.advance(2 * STEP_MS);
  return { code, codes: codesIn(html) };
}

/** Logs in with a password, up to the second step, and returns its path. */
export async function toSecondStep(
  visitor: Visitor,
  who: { username: string; password: string },
  next = "/account",
): Promise<string> {
  const response = await visitor.post("/auth/login", { ...who, next });
  await response.body?.cancel();
  assert.equal(response.status, 303);
  const path = response.headers.get("location")!;
  assert.match(path, /^\/auth\/second-factor/);
  return path;
}

/** Enters the proof of a factor on the second page. */
export function enter(
  visitor: Visitor,
  proof: string,
  factor = APP,
  path = "/auth/second-factor",
) {
  return visitor.post(path, { factor, proof });
}

/** The names of the factors. */
export const APP = "authenticator_app";
export const CODES = "recovery_codes";

/** Confirms an action with a code, on the page that asks for it, and returns the answer. */
export async function confirmWith(
  visitor: Visitor,
  path: string,
  asked: string,
  { proof, factor = APP }: { proof: string; factor?: string },
): Promise<Response> {
  return await visitor.post(path, {
    ...hiddenInputs(asked),
    step_up_factor: factor,
    step_up_proof: proof,
  });
}
