/**
 * Fixtures for completing a login.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  completeLogin,
  type LoggedIn,
  type LoginCompletion,
} from "../features/session/complete_login.ts";
import type { Services } from "../services.ts";
import type { Mailer } from "../email/mailer.ts";
import type { User } from "../features/account/user.ts";
import { type TestServices, testServices } from "./services.ts";
import { clientInfo } from "./login_request.ts";

/** Services whose mailer records only the kinds of emails. */
export async function withNotes() {
  const asked: string[] = [];
  const mail: Mailer = {
    enabled: true,
    mailbox: null,
    reaches: () => Promise.resolve(true),
    send: ({ kind }) => Promise.resolve(void asked.push(kind)),
    prepare: () => Promise.resolve(null),
    deliver: () => Promise.resolve(),
    settled: () => Promise.resolve(),
  };
  const services = await testServices({ mail });
  return {
    services,
    kindsAsked: () => asked.splice(0),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

/** A login completion of Ada's browser, with changes. */
export function completion(
  change: Partial<LoginCompletion> = {},
): LoginCompletion {
  return {
    method: "password",
    remembered: false,
    clientInfo: clientInfo(),
    replaces: null,
    ...change,
  };
}

/** Completes a login that must not wait for a second factor. */
export async function completedLogin(
  services: Services,
  user: User,
  completion: LoginCompletion,
): Promise<LoggedIn> {
  const outcome = await completeLogin(services, user, completion);
  assert.equal(outcome.is, "logged_in");
  return outcome as LoggedIn;
}

/** The kinds of a user's activity. */
export async function kindsOf({ store }: TestServices, { id }: User) {
  const { items } = await store.activity.listOf(id, { limit: 100 });
  return items.map(({ kind }) => kind);
}
