/**
 * The forms of account recovery, ready to send.
 *
 * @module
 */
import assert from "node:assert/strict";
import { accountRecovery } from "@latchkey/core/features";
import { setUpApp } from "../second_factor/authenticator.ts";
import { ANNA, type Site, type Visitor } from "../site.ts";
import { MINUTE, statusOf, userAt } from "./own_account.ts";

type Form = readonly [
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
];

const HALF_HOUR = 30 * MINUTE;

/** Anna lost her phone, and starts a recovery. */
export async function startRecovery(site: Site): Promise<Form> {
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  const visitor = site.visitor();
  await statusOf(visitor.post("/auth/login", ANNA));
  return [visitor, "/auth/account-recovery", {}];
}

/** She stops it by the link in the email. */
export async function stopRecovery(site: Site): Promise<Form> {
  const [visitor, path, fields] = await startRecovery(site);
  await statusOf(visitor.post(path, fields));
  return [visitor, `${path}/stop`, { token: await mailedToken(site, "stop") }];
}

/** She has waited, and finishes it in another browser. */
export async function finishRecovery(site: Site): Promise<Form> {
  const [visitor, path, fields] = await startRecovery(site);
  await statusOf(visitor.post(path, fields));
  const { services, clock } = site;
  for (let halves = 0; halves < 150; halves++) {
    await services.mail.settled();
    clock.advance(HALF_HOUR);
    await services.use(accountRecovery).advanceAll();
  }
  const token = await mailedToken(site, "finish");
  return [site.visitor(), `${path}/finish`, { token, keep: "yes" }];
}

async function mailedToken(site: Site, page: "stop" | "finish") {
  const { text } = await site.mailTo(ANNA.username);
  const [, token] = text.match(RegExp(`/${page}\\?token=([\\w-]+)`)) ?? [];
  assert.ok(token, `the email has no link to ${page}`);
  return token;
}
