/**
 * Recovering an account without its factors while the app is killed.
 *
 * @module
 */
import { asksForFactor } from "./factors.ts";
import { Broken, type Person, recoveryEnded } from "./person.ts";
import { readRecovery, RECOVERY } from "./recovery_page.ts";
import { type Action, attempt, type Condition } from "./scene.ts";

/** How rarely one is stopped, so that others get as far as their end. */
const STOPPED_ONCE_IN = 12;

/** Starts a recovery. Only the page promises that it has started. */
const startRecovery: Action = async (scene, person) => {
  const { address: username, password } = person;
  const fields = { username, password };
  const first = await attempt(scene, { path: "/auth/login", fields }, 303);
  if (!first) return false;
  if (!asksForFactor(first)) {
    throw new Broken("no second factor was asked for");
  }
  const question = { path: RECOVERY, cookie: first.pending ?? "" };
  person.recovery = "maybe started";
  const started = await attempt(scene, { ...question, fields: {} }, 303);
  const page = started && await attempt(scene, question, 200);
  if (!page) return false;
  if (readRecovery(page) !== "running") {
    throw new Broken(`the recovery of ${username} did not start`);
  }
  person.recovery = "running";
  person.recoveries.started++;
  return true;
};

/** Stops it, by an email or from a session. */
const stopRecovery: Action = async (scene, person) => {
  const path = `${RECOVERY}/stop`;
  const token = scene.tokenFor(person.address, path);
  const isByEmail = token !== null && scene.chance.number(2) === 0;
  const before = person.recovery;
  person.recovery = "maybe stopped";
  const answer = await attempt(
    scene,
    isByEmail
      ? { path, fields: { token } }
      : { path, fields: {}, cookie: person.live[0] },
    303,
    ...isByEmail ? [410] : [],
  );
  if (answer?.status === 303) recoveryEnded(person, "stopped");
  // That email was of an earlier recovery.
  if (answer?.status === 410) person.recovery = before;
  return answer !== null;
};

/** Finishes it by the emailed link, and keeps the password. */
const finishRecovery: Action = async (scene, person) => {
  const path = `${RECOVERY}/finish`;
  const token = scene.tokenFor(person.address, path) ?? "";
  person.recovery = "maybe finished";
  const fields = { token, keep: "yes" };
  const answer = await attempt(scene, { path, fields }, 303, 410);
  if (answer?.status === 410) person.recovery = "ready"; // As above.
  else if (answer?.cookie) {
    recoveryEnded(person, "finished");
    person.live.push(answer.cookie);
  }
  return answer !== null;
};

/** The actions. */
export const RECOVERY_ACTIONS = {
  startRecovery,
  stopRecovery,
  finishRecovery,
} as const satisfies Readonly<Record<string, Action>>;

/** Whether a recovery can be started, by someone who doesn't show the factor. */
export function canRecover(person: Person): boolean {
  const { verified, factors, recovery, pausesRecovery, live } = person;
  return verified && factors !== null && recovery === null &&
    !pausesRecovery && live.length > 0;
}

/** When they are possible. */
export const RECOVERY_CONDITIONS: Readonly<
  Record<keyof typeof RECOVERY_ACTIONS, Condition>
> = {
  startRecovery: (_scene, person) => canRecover(person),
  stopRecovery: ({ chance }, { recovery }) =>
    isRunning(recovery) && chance.number(STOPPED_ONCE_IN) === 0,
  finishRecovery: ({ tokenFor }, { recovery, address }) =>
    recovery === "ready" && tokenFor(address, `${RECOVERY}/finish`) !== null,
};

function isRunning(recovery: Person["recovery"]): boolean {
  return recovery === "running" || recovery === "ready";
}
