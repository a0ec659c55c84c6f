/**
 * Forms submitted after a session has ended.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ANNA, type Site, type Visitor } from "../site.ts";
import { MINUTE } from "./own_account.ts";

/** Anna, whose session ended while a form was open. */
export async function idleAnna(site: Site): Promise<Visitor> {
  const anna = site.visitor();
  await anna.logIn(ANNA);
  site.clock.advance(31 * MINUTE);
  return anna;
}

/** Submits a form and repeats it at the target of a 307, as browsers do. */
export async function sendLate(
  visitor: Visitor,
  fields: Record<string, string>,
) {
  const turned = await visitor.post("/account/name", fields);
  assert.equal(turned.status, 307);
  const again = turned.headers.get("location")!;
  return { again, answer: await visitor.post(again, fields) };
}
