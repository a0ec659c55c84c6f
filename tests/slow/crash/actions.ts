/**
 * User actions while the app is killed: each sends one request, and records
 * what the answer promises, or that there was none.
 *
 * @module
 */
import { ENGLISH } from "@latchkey/core/i18n";
import { CLARA } from "../../pages.ts";
import {
  asksForFactor,
  freshCode,
  readCodes,
  readSetup,
  withCode,
} from "./factors.ts";
import { Broken, expectMail, newPerson, type Person } from "./person.ts";
import { RECOVERY_ACTIONS, RECOVERY_CONDITIONS } from "./recovery.ts";
import { type Action, attempt, type Condition, type Scene } from "./scene.ts";

/**
 * The mailer drops more than six emails of a kind to one account, so no user
 * requests more.
 */
const MOST_MAILS = 5;

const { mails } = ENGLISH.messages;

/** The subjects of emails that must not be lost. */
export const SUBJECTS = {
  signUp: mails.confirm.subject,
  password: mails.passwordChanged.subject,
  recover: mails.recover.subject,
  factor: mails.factorAdded.subject,
} as const;

/**
 * Signs up; sometimes twice at once with the same address, of which one
 * succeeds.
 */
export async function signUp(
  scene: Scene,
  isTwice: boolean = scene.chance.number(4) === 0,
): Promise<Person> {
  const { word } = scene;
  const person = newPerson(`${word()}@example.com`, word());
  const attempts = [person.password];
  if (isTwice) attempts.push(person.maybePassword = word());
  const { address, name } = person;
  const answers = await Promise.all(attempts.map((password) =>
    attempt(scene, {
      path: "/auth/signup",
      fields: { ...CLARA, address, name, password },
    }, 200)
  ));
  person.exists = answers.some((answer) => answer !== null);
  if (answers[0]) expectMail(person, SUBJECTS.signUp);
  return person;
}

const logIn: Action = async (scene, person) => {
  const { address: username, password } = person;
  const answer = await attempt(scene, {
    path: "/auth/login",
    fields: { username, password },
  }, 303);
  if (answer?.cookie) person.live.push(answer.cookie);
  if (!answer || !person.factors) return answer !== null;
  if (!asksForFactor(answer)) {
    throw new Broken("no second factor was asked for");
  }
  const code = person.factors.codes.pop()!;
  const entered = await attempt(scene, withCode(answer, code), 303);
  // Without an answer, nobody knows whether the code still works.
  if (!entered?.cookie) return false;
  person.factors.spent.push(code);
  person.live.push(entered.cookie);
  return true;
};

const addApp: Action = async (scene, person) => {
  const cookie = person.live.at(-1);
  const path = "/account/authenticator";
  const begun = await attempt(scene, { path, fields: {}, cookie }, 303);
  if (!begun) return false;
  const { location } = begun;
  const page = await attempt(scene, { path: location, cookie }, 200);
  if (!page) return false;
  const factors = readSetup(page);
  person.maybeFactors = factors;
  const fields = { code: await freshCode(factors), name: "Phone" };
  const added = await attempt(scene, { path: location, fields, cookie }, 200);
  if (!added) return false;
  factors.codes.push(...readCodes(added));
  if (factors.codes.length !== 10) throw new Broken("no recovery codes");
  person.factors = factors;
  person.maybeFactors = null;
  if (person.verified) expectMail(person, SUBJECTS.factor);
  return true;
};

const rename: Action = async (scene, person) => {
  const [cookie] = person.live;
  const name = scene.word();
  const fields = { name };
  const answer = await attempt(
    scene,
    { path: "/account/name", fields, cookie },
    303,
  );
  if (answer) person.name = name;
  else person.maybeName = name;
  return answer !== null;
};

const changePassword: Action = async (scene, person) => {
  const [cookie] = person.live;
  const password = scene.word();
  const answer = await attempt(scene, {
    path: "/account/password",
    fields: { present: person.password, password },
    cookie,
  }, 303);
  if (!answer?.cookie) {
    person.maybePassword = password;
    return false;
  }
  person.retired.push(person.password);
  person.password = password;
  person.over.push(...person.live);
  person.live = [answer.cookie];
  if (person.verified) expectMail(person, SUBJECTS.password);
  return true;
};

const endOthers: Action = async (scene, person) => {
  const [cookie, ...others] = person.live;
  const answer = await attempt(scene, {
    path: "/account/sessions",
    fields: { end: "others" },
    cookie,
  }, 303);
  (answer ? person.over : person.doubtful).push(...others);
  person.live = [cookie];
  return answer !== null;
};

const logOut: Action = async (scene, person) => {
  const cookie = person.live.pop()!;
  const answer = await attempt(
    scene,
    { path: "/auth/logout", fields: {}, cookie },
    303,
  );
  (answer ? person.over : person.doubtful).push(cookie);
  return answer !== null;
};

const recover: Action = async (scene, person) => {
  const { address } = person;
  const answer = await attempt(
    scene,
    { path: "/auth/recover", fields: { address } },
    200,
  );
  if (answer) expectMail(person, SUBJECTS.recover);
  return answer !== null;
};

const confirm: Action = async (scene, person) => {
  const token = scene.tokenFor(person.address, "/auth/verify") ?? "";
  const question = {
    path: "/auth/verify",
    fields: { token, password: person.password }, // In a browser that didn't sign up.
  };
  // 410: an earlier attempt succeeded without an answer.
  const answer = await attempt(scene, question, 303, 410);
  person.verified = answer !== null;
  return person.verified;
};

/** Everything a user with an account does, equally often. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  logIn,
  addApp,
  rename,
  changePassword,
  endOthers,
  logOut,
  recover,
  confirm,
  ...RECOVERY_ACTIONS,
};

/**
 * When an action is possible; actions not listed always are. Who shows a factor
 * or changes the password stops a recovery.
 */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  logIn: (_scene, { factors, recovery }) =>
    recovery === null && (factors === null || factors.codes.length > 0),
  addApp: canAddApp,
  rename: isLoggedIn,
  changePassword: (scene, person) =>
    isLoggedIn(scene, person) && person.recovery === null &&
    person.retired.length < MOST_MAILS,
  endOthers: isLoggedIn,
  logOut: (scene, person) =>
    isLoggedIn(scene, person) && person.recovery === null,
  recover: (_scene, { mails }) => (mails.get(SUBJECTS.recover) ?? 0) < 2,
  confirm: canConfirm,
  ...RECOVERY_CONDITIONS,
};

/** Whether a confirmation email has arrived, and the password is enough to use it. */
export function canConfirm(
  { tokenFor }: Scene,
  { address, verified, factors }: Person,
): boolean {
  return !verified && factors === null &&
    tokenFor(address, "/auth/verify") !== null;
}

/** Whether the app may be asked for a second factor. */
export function canAddApp(scene: Scene, person: Person): boolean {
  return isLoggedIn(scene, person) && person.factors === null &&
    person.maybeFactors === null;
}

function isLoggedIn(_scene: Scene, { live }: Person): boolean {
  return live.length > 0;
}

/** An action that is possible for this user now. */
export function chooseAction(scene: Scene, person: Person): string {
  const names = Object.keys(ACTIONS).filter((name) =>
    CONDITIONS[name]?.(scene, person) ?? true
  );
  return scene.chance.oneOf(names);
}
