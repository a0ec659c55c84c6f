/**
 * What the app has promised to a user, and whether it keeps it.
 *
 * @module
 */
import type { AppProcess } from "../../resilience/app_process.ts";
import { type Answer, ask, type Question } from "./requests.ts";

/**
 * A user as the app must know them: acknowledged changes, and those without an
 * answer.
 */
export interface Person {
  readonly address: string;
  /** False while it is unknown whether the account was created. */
  exists: boolean;
  password: string;
  maybePassword: string | null;
  /** Replaced passwords, which must not work. */
  readonly retired: string[];
  name: string;
  maybeName: string | null;
  verified: boolean;
  /**
   * Cookies of sessions that are live, that may have ended, and that have
   * ended.
   */
  live: string[];
  doubtful: string[];
  readonly over: string[];
  /** How many emails of each subject must arrive. */
  readonly mails: Map<string, number>;
}

/** A user who is about to sign up. */
export function newPerson(address: string, password: string): Person {
  return {
    address,
    exists: false,
    password,
    maybePassword: null,
    retired: [],
    name: "",
    maybeName: null,
    verified: false,
    live: [],
    doubtful: [],
    over: [],
    mails: new Map(),
  };
}

/** The app broke a promise. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** Expects one more email. */
export function expectMail({ mails }: Person, subject: string): void {
  mails.set(subject, (mails.get(subject) ?? 0) + 1);
}

/**
 * Checks, without load, that the app kept what it acknowledged, and finds out
 * whether unanswered requests took effect. False when this user never got an
 * account.
 *
 * @throws {Broken}
 */
export async function settle(
  app: AppProcess,
  person: Person,
): Promise<boolean> {
  if (!await settlePassword(app, person)) return false;
  await settleSessions(app, person);
  await settleAccount(app, person);
  return true;
}

async function settlePassword(
  app: AppProcess,
  person: Person,
): Promise<boolean> {
  const { maybePassword } = person;
  person.maybePassword = null;
  if (maybePassword !== null) {
    const cookie = await tryLogIn(app, person, maybePassword);
    if (cookie !== null) {
      // The change and the end of every session are one write.
      person.retired.push(person.password);
      person.password = maybePassword;
      person.over.push(...person.live, ...person.doubtful);
      person.live = [];
      person.doubtful = [];
      person.exists = true;
    }
  }
  const old = person.retired.at(-1);
  if (old !== undefined && await tryLogIn(app, person, old) !== null) {
    throw new Broken(`a replaced password opens ${person.address}`);
  }
  const cookie = await tryLogIn(app, person, person.password);
  if (cookie === null) {
    if (!person.exists) return false;
    throw new Broken(`the password of ${person.address} is lost`);
  }
  person.exists = true;
  person.live.push(cookie);
  return true;
}

async function settleSessions(app: AppProcess, person: Person): Promise<void> {
  const { address, live, doubtful, over } = person;
  for (const cookie of live) {
    if (!await isAlive(app, cookie)) {
      throw new Broken(`a session of ${address} is lost`);
    }
  }
  for (const cookie of over) {
    if (await isAlive(app, cookie)) {
      throw new Broken(`a session of ${address} that was ended lives again`);
    }
  }
  person.doubtful = [];
  for (const cookie of doubtful) {
    const list = await isAlive(app, cookie) ? live : over;
    list.push(cookie);
  }
}

async function settleAccount(app: AppProcess, person: Person): Promise<void> {
  const { live: [cookie], address, name, maybeName } = person;
  person.maybeName = null;
  const { text } = await answered(app, { path: "/api/me", cookie });
  const found = JSON.parse(text);
  if (found.name !== name && found.name !== maybeName) {
    throw new Broken(`${address} is called ${found.name}, not ${name}`);
  }
  if (person.verified && !found.verified) {
    throw new Broken(`that ${address} was confirmed is lost`);
  }
  person.name = found.name;
  person.verified = found.verified;
}

/** The cookie of a new session; null when the password is wrong. */
async function tryLogIn(
  app: AppProcess,
  { address: username }: Person,
  password: string,
): Promise<string | null> {
  const answer = await answered(app, {
    path: "/auth/login",
    fields: { username, password },
  });
  if (answer.status === 401) return null;
  if (answer.status === 303 && answer.cookie) return answer.cookie;
  throw new Broken(`logging in gave ${answer.status}`);
}

async function isAlive(app: AppProcess, cookie: string): Promise<boolean> {
  const { status } = await answered(app, { path: "/api/me", cookie });
  if (status !== 200 && status !== 401) {
    throw new Broken(`/api/me gave ${status}`);
  }
  return status === 200;
}

/** Sends a request without load, when the app must answer. */
async function answered(app: AppProcess, question: Question): Promise<Answer> {
  const answer = await ask(app, question);
  if (!answer) throw new Broken(`no answer to ${question.path}`);
  return answer;
}
