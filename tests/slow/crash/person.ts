/**
 * What the app has promised to a user, and whether it keeps it.
 *
 * @module
 */
import type { AppProcess } from "../../resilience/app_process.ts";
import { Broken } from "./broken.ts";
import {
  asksForFactor,
  checkSpent,
  type Factors,
  passFactor,
} from "./factors.ts";
import { type RecoveryState, settleRecovery } from "./recovery_page.ts";
import { type Answer, ask, type Question } from "./requests.ts";

export { Broken } from "./broken.ts";

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
  /** Null while none was set up. */
  factors: Factors | null;
  /** Factors of which it is unknown whether they were set up. */
  maybeFactors: Factors | null;
  /** A recovery without the factors; null while there is none. */
  recovery: RecoveryState | null;
  /** Whether one was stopped lately, so that no other can be started. */
  pausesRecovery: boolean;
  /** How many were started, stopped and finished. */
  readonly recoveries: { started: number; stopped: number; finished: number };
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
    factors: null,
    maybeFactors: null,
    recovery: null,
    pausesRecovery: false,
    recoveries: { started: 0, stopped: 0, finished: 0 },
    mails: new Map(),
  };
}

/** Notes that a recovery has ended. One that is finished ends every session. */
export function recoveryEnded(
  person: Person,
  how: "stopped" | "finished",
): void {
  person.recovery = null;
  person.recoveries[how]++;
  if (how === "stopped") {
    person.pausesRecovery = true;
    return;
  }
  person.factors = null;
  person.over.push(...person.live, ...person.doubtful);
  person.live = [];
  person.doubtful = [];
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
    const answer = await tryPassword(app, person, maybePassword);
    if (answer !== null) {
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
  if (old !== undefined && await tryPassword(app, person, old) !== null) {
    throw new Broken(`a replaced password opens ${person.address}`);
  }
  const answer = await tryPassword(app, person, person.password);
  if (answer === null) {
    if (!person.exists) return false;
    throw new Broken(`the password of ${person.address} is lost`);
  }
  person.exists = true;
  await settleFactors(app, person, answer);
  return true;
}

/** Checks what the right password opens, and logs in. */
async function settleFactors(
  app: AppProcess,
  person: Person,
  answer: Answer,
): Promise<void> {
  const { address, maybeFactors } = person;
  person.maybeFactors = null;
  person.pausesRecovery = false;
  if (answer.cookie !== null) {
    if (person.recovery === "maybe finished") recoveryEnded(person, "finished");
    if (person.factors) {
      throw new Broken(`${address} is opened without its second factor`);
    }
    person.live.push(answer.cookie);
    return;
  }
  person.factors ??= maybeFactors;
  if (!person.factors) {
    throw new Broken(`${address} has a factor that nobody set up`);
  }
  if (person.recovery) {
    const before = person.recovery;
    const now = await settleRecovery(app, answer.pending, before);
    if (now !== "none") {
      if (before === "maybe started") person.recoveries.started++;
      person.recovery = now;
    } else if (before === "maybe stopped") recoveryEnded(person, "stopped");
    else person.recovery = null;
    person.pausesRecovery = false; // A month passes before the next load.
  }
  await checkSpent(app, answer, person.factors);
  // Each login uses up a code, so it's only for those without a session.
  if (person.live.length > 0) return;
  person.live.push(await passFactor(app, answer, person.factors));
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

/** The answer to a right password: a session, or the second step; null when it is wrong. */
async function tryPassword(
  app: AppProcess,
  { address: username }: Person,
  password: string,
): Promise<Answer | null> {
  const answer = await answered(app, {
    path: "/auth/login",
    fields: { username, password },
  });
  if (answer.status === 401) return null;
  if (answer.status === 303 && answer.cookie) return answer;
  if (asksForFactor(answer) && answer.pending) return answer;
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
