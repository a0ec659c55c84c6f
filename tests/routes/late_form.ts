/**
 * Forms that are sent after a session has ended.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ANNA, type Site, type Visitor } from "../site.ts";
import { MINUTE } from "./own_account.ts";

/** Anna, whose session has ended while a form was open. */
export async function idleAnna(site: Site): Promise<Visitor> {
  const anna = site.visitor();
  await anna.logIn(ANNA);
  site.clock.advance(31 * MINUTE);
  return anna;
}

/** Sends a form as a browser does that follows a 307: the same once more, to where it was sent on. */
export async function sendLate(
  visitor: Visitor,
  fields: Record<string, string>,
) {
  const turned = await visitor.post("/account/name", fields);
  assert.equal(turned.status, 307);
  const again = turned.headers.get("location")!;
  return { again, answer: await visitor.post(again, fields) };
}
