/**
 * Every login method goes through `completeLogin`, so a second factor required
 * there is required everywhere.
 */
import assert from "node:assert/strict";
import { App } from "fresh";
import { startSession, trustBrowser } from "@latchkey/core/testing";
import { CLARA } from "../pages.ts";
import {
  ANNA,
  BERT,
  openSite,
  secureAccountLinkIn,
  type Site,
  type Visitor,
} from "../site.ts";
import {
  HAS_ADMIN,
  HAS_APP,
  HAS_FACTORS,
  HAS_LOGIN_LINK,
  HAS_PASSKEYS,
  HAS_RECOVERY,
  HAS_RECOVERY_CODES,
} from "../site_features.ts";
import {
  addApp,
  beginSetup,
  setUpApp,
} from "../second_factor/authenticator.ts";
import {
  finishRecovery,
  startRecovery,
  stopRecovery,
} from "./account_recovery_forms.ts";
import { adminOf, PAGE as USERS, userOf } from "./admin.ts";
import { idleAnna, sendLate } from "./form_replay.ts";
import { loginLink, openAndPress, recoveryLink } from "./mailed_link.ts";
import {
  askForAddress,
  hiddenInputs,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
} from "./own_account.ts";
import { addPasskey, annasPasskey, answer, newPasskey } from "./passkey.ts";
import { makePasskey, PASSKEY_SIGN_UP } from "./passkey_sign_up.ts";
import { clarasPasskey } from "./passwordless_account.ts";
import { signUpClara } from "./sign_up.ts";

const ROUTES = new URL("../../routes/", import.meta.url);
const NEW = "tractor moonlight";
const { address, password } = CLARA;

/** A valid form, ready to send. */
type Form = readonly [
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
];

type Way = (site: Site) => Form | Promise<Form>;

/** Form submissions that start a session. */
const STARTS: Readonly<Record<string, Way>> = {
  "a password": (site) => [site.visitor(), "/auth/login", ANNA],
  "a password, from a program": (site) => [site.visitor(), "/token", ANNA],
  "a password, after the session's end": async (site) => {
    const anna = await idleAnna(site);
    const { again, answer } = await sendLate(anna, { name: "Anna" });
    const form_replay = hiddenInputs(await textOf(answer)).form_replay
      .replaceAll("&quot;", '"');
    return [anna, again, { ...ANNA, form_replay }];
  },
  "a sign-up code": async (site) => {
    const { visitor, code } = await signUpClara(site);
    return [visitor, "/auth/verify", { address, code }];
  },
  "a sign-up link": async (site) => {
    const { visitor, link } = await signUpClara(site);
    return [visitor, "/auth/verify", { token: tokenIn(link) }];
  },
  "a sign-up link in another browser": async (site) => {
    const { link } = await signUpClara(site);
    const fields = { token: tokenIn(link), password };
    return [site.visitor(), "/auth/verify", fields];
  },
  "a recovery": async (site) => {
    const fields = { token: tokenIn(await recoveryLink(site)), password: NEW };
    return [site.visitor(), "/auth/recover/new", fields];
  },
  "setting a first password": async (site) => {
    const anna = await annaOn(site);
    const { id } = await userOf(site, ANNA);
    await site.services.store.users.update(id, { passwordHash: "" });
    return [anna, "/account/password/set", { password: NEW }];
  },
  ...HAS_PASSKEYS && {
    "removing a password": async (site: Site): Promise<Form> => {
      const clara = await clarasPasskey(site);
      const proof = await clara.proof();
      const fields = { password: NEW, ...proof };
      await statusOf(clara.visitor.post("/account/password/set", fields));
      return [clara.visitor, "/account/password/remove", {}];
    },
  },
  "a password change": async (site) => {
    const fields = { present: ANNA.password, password: NEW };
    return [await annaOn(site), "/account/password", fields];
  },
  ...HAS_APP && {
    "a second factor": async (site: Site): Promise<Form> => {
      const app = await setUpApp(site, (await userOf(site, ANNA)).id);
      site.clock.advance(MINUTE);
      const visitor = site.visitor();
      await statusOf(visitor.post("/auth/login", ANNA));
      const fields = { factor: "authenticator_app", proof: app.code() };
      return [visitor, "/auth/second-factor", fields];
    },
  },
  ...HAS_PASSKEYS && {
    "a passkey": async (site: Site): Promise<Form> => {
      const passkey = await answer(site, await annasPasskey(site));
      return [site.visitor(), "/auth/passkey", { passkey }];
    },
  },
  ...HAS_LOGIN_LINK && {
    "a login link": async (site: Site): Promise<Form> => {
      const visitor = site.visitor();
      const token = tokenIn(await loginLink(site, visitor));
      return [visitor, "/auth/link/open", { token }];
    },
  },
  ...HAS_RECOVERY && HAS_APP && {
    "a recovery without a second factor": finishRecovery,
  },
};

/** Form submissions that start none. */
const STARTS_NONE: Readonly<Record<string, Way>> = {
  "a sign-up": (site) => [site.visitor(), "/auth/signup", CLARA],
  ...HAS_PASSKEYS && {
    "a sign-up with a passkey": async (site: Site): Promise<Form> => {
      const visitor = site.visitor();
      const { form } = await makePasskey(visitor);
      return [visitor, PASSKEY_SIGN_UP, form];
    },
  },
  "claiming an account": async (site) => {
    const { link } = await signUpClara(site);
    const fields = { token: tokenIn(link), claim: "yes" };
    return [site.visitor(), "/auth/verify", fields];
  },
  "requesting a recovery": (site) => {
    return [site.visitor(), "/auth/recover", { address: ANNA.username }];
  },
  "logging out": async (site) => [await annaOn(site), "/auth/logout", {}],
  "confirming another address": async (site) => {
    const link = await askForAddress(site, await annaOn(site), address);
    const fields = { token: tokenIn(link), password: ANNA.password };
    return [site.visitor(), "/auth/address", fields];
  },
  "securing an account": async (site) => {
    const link = await askForAddress(site, await annaOn(site), address);
    const fields = { password: ANNA.password };
    await statusOf(openAndPress(site.visitor(), link, fields));
    const token = tokenIn(
      secureAccountLinkIn(await site.mailTo(ANNA.username)),
    );
    return [site.visitor(), "/auth/secure-account", { token }];
  },
  "a name change": async (site) => {
    return [await annaOn(site), "/account/name", { name: "Anna" }];
  },
  "requesting an address change": async (site) => {
    return [await annaOn(site), "/account/address", { address }];
  },
  "entering the password again": async (site) => {
    const anna = await annaOn(site);
    site.clock.advance(11 * MINUTE);
    const fields = { address, step_up_password: ANNA.password };
    return [anna, "/account/address", fields];
  },
  "an export": async (site) => [await annaOn(site), "/account/export", {}],
  "ending other sessions": async (site) => {
    await annaOn(site);
    return [await annaOn(site), "/account/sessions", { end: "others" }];
  },
  "ending the trust in browsers": async (site) => {
    const anna = await annaOn(site);
    const { id } = await userOf(site, ANNA);
    const cookie = await trustBrowser(
      site.services,
      { id, sessionEpoch: 0, credentialEpoch: 0 },
      { userAgent: null, clientAddress: "", deviceCookie: null },
    );
    anna.cookies.set("trusted_browser", cookie);
    return [anna, "/account/trusted-browsers", { browser: "all" }];
  },
  "a deletion": async (site) => {
    const fields = { password: ANNA.password };
    return [await annaOn(site), "/account/delete", fields];
  },
  "colours": (site) => {
    return [site.visitor(), "/preferences", { theme: "dark", back: "/" }];
  },
  ...HAS_APP && {
    "beginning to set an app up": async (site: Site): Promise<Form> => {
      return [await annaOn(site), "/account/authenticator", {}];
    },
    "setting an app up": async (site: Site): Promise<Form> => {
      const anna = await annaOn(site);
      const { page, code } = await beginSetup(site, anna);
      return [anna, page, { code: code(), name: "" }];
    },
  },
  ...HAS_APP && HAS_RECOVERY_CODES && {
    "replacing recovery codes": async (site: Site): Promise<Form> => {
      const anna = await annaOn(site);
      await addApp(site, anna);
      return [anna, "/account/recovery-codes", {}];
    },
  },
  ...HAS_PASSKEYS && {
    "adding a passkey": async (site: Site): Promise<Form> => {
      const anna = await annaOn(site);
      const { passkey } = await newPasskey(anna);
      return [anna, "/account/passkeys/new", { passkey }];
    },
    "renaming a passkey": async (site: Site): Promise<Form> => {
      const anna = await annaOn(site);
      const { id } = await addPasskey(anna);
      return [anna, "/account/passkeys", { rename: id, name: "Phone" }];
    },
    "declining passkeys": async (site: Site): Promise<Form> => {
      return [await annaOn(site), "/auth/passkey/decline", { back: "/" }];
    },
    "signing up with a passkey": (site: Site): Form => {
      const { name } = CLARA;
      return [site.visitor(), "/auth/passkey/sign-up", { address, name }];
    },
  },
  ...HAS_LOGIN_LINK && {
    "requesting a login link": (site: Site): Form => {
      return [site.visitor(), "/auth/link", { address: ANNA.username }];
    },
  },
  ...HAS_ADMIN && {
    "ending a session": async (site: Site): Promise<Form> => {
      const { id: user } = await userOf(site, BERT);
      return [await adminOf(site), USERS, { user, action: "end-sessions" }];
    },
    "resetting second factors": async (site: Site): Promise<Form> => {
      const { id } = await userOf(site, BERT);
      const path = `${USERS}/factors?user=${id}`;
      return [await adminOf(site), path, { reason: "Lost" }];
    },
  },
  ...HAS_RECOVERY && HAS_APP && {
    "starting a recovery without a second factor": startRecovery,
    "stopping a recovery without a second factor": stopRecovery,
  },
};

async function annaOn(site: Site): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  return visitor;
}

/** Sessions started by `completeLogin`. */
function recordCompleteLogin(
  { services: { store: { sessions } } }: Site,
): Set<string> {
  const passed = new Set<string>();
  const { create } = sessions;
  Object.assign(sessions, {
    create(session: { readonly id: string }) {
      if (/ at (?:async )?completeLogin /.test(new Error().stack ?? "")) {
        passed.add(session.id);
      }
      return Reflect.apply(create, sessions, [session]);
    },
  });
  return passed;
}

/** All sessions in the store. */
async function sessionsOf({ services: { database } }: Site): Promise<string[]> {
  const rows = await database.db.selectFrom("sessions").select("id").execute();
  return rows.map(({ id }) => id);
}

async function assertAllPassed(site: Site, passed: Set<string>) {
  for (const id of await sessionsOf(site)) {
    assert.ok(passed.has(id), "a session started without completeLogin");
  }
}

/** Submits a form and returns how many sessions it started. */
async function startedBy(way: Way): Promise<number> {
  await using site = await openSite();
  const passed = recordCompleteLogin(site);
  const [visitor, path, fields] = await way(site);
  const before = passed.size;
  const answer = await visitor.post(path, fields);
  const html = await textOf(answer);
  assert.ok(answer.status < 400, `${path}: ${answer.status} ${html}`);
  await assertAllPassed(site, passed);
  return passed.size - before;
}

for (const [name, way] of Object.entries(STARTS)) {
  Deno.test(`${name} starts one session, through completeLogin`, async () => {
    assert.equal(await startedBy(way), 1);
  });
}

for (const [name, way] of Object.entries(STARTS_NONE)) {
  Deno.test(`${name} starts no session`, async () => {
    assert.equal(await startedBy(way), 0);
  });
}

/** These show a second factor, or continue a session that has. */
const COMPLETE: ReadonlySet<string> = new Set([
  "setting a first password",
  "removing a password",
  "a password change",
  "a second factor",
  "a passkey",
  // It removes them, after its wait.
  "a recovery without a second factor",
]);

/** Sets up an authenticator app for every account. */
async function setUpApps(site: Site): Promise<void> {
  const { database } = site.services;
  for (
    const { id } of await database.db.selectFrom("users").select("id").execute()
  ) {
    await setUpApp(site, id);
  }
}

for (const [name, way] of Object.entries(STARTS)) {
  if (!HAS_APP || COMPLETE.has(name)) continue;
  Deno.test(`${name} starts no session while a second factor is due`, async () => {
    await using site = await openSite();
    const [visitor, path, fields] = await way(site);
    await setUpApps(site);
    const before = await sessionsOf(site);
    const answer = await visitor.post(path, fields);
    await answer.body?.cancel();
    assert.deepEqual(await sessionsOf(site), before);
    const cookies = answer.headers.getSetCookie();
    assert.ok(!cookies.some((line) => line.startsWith("access_token")));
    const isProgram = path === "/token";
    assert.equal(
      cookies.some((line) => line.startsWith("pending_login")),
      !isProgram,
    );
    assert.equal(answer.status >= 400, isProgram);
  });
}

/** Routes that only lead elsewhere on a site without some features. */
const IDLE = [
  ...HAS_FACTORS ? [] : ["/auth/second-factor"],
  ...HAS_PASSKEYS ? [] : ["/account/password/remove"],
];

Deno.test("covers every route that changes something", async () => {
  const known = new Set<string>();
  for (const way of Object.values({ ...STARTS, ...STARTS_NONE })) {
    await using site = await openSite();
    const [, path] = await way(site);
    known.add(path.split("?")[0]);
  }
  const routes = (await routesThat((method) => !isSafe(method)))
    .filter((path) => !IDLE.includes(path));
  assert.deepEqual([...known].sort(), routes.sort());
});

Deno.test("starts no session when a page or an emailed link is opened", async () => {
  await using site = await openSite();
  const passed = recordCompleteLogin(site);
  const { link } = await signUpClara(site);
  const moved = await askForAddress(site, await annaOn(site), "a@new.example");
  const links = [link, moved, await recoveryLink(site)];
  if (HAS_LOGIN_LINK) links.push(await loginLink(site));
  const anna = await annaOn(site);
  const before = passed.size;
  for (const path of [...await routesThat(isSafe), ...links]) {
    for (const visitor of [site.visitor(), anna]) {
      await statusOf(visitor.get(path));
    }
  }
  assert.equal(passed.size, before);
  await assertAllPassed(site, passed);
});

Deno.test("detects a session that bypasses completeLogin", async () => {
  await using site = await openSite();
  const passed = recordCompleteLogin(site);
  const { session } = await startSession(
    site.services,
    await userOf(site, ANNA),
    { remembered: false, userAgent: null, provedAt: 0 },
  );
  assert.deepEqual(await sessionsOf(site), [session.id]);
  await assert.rejects(assertAllPassed(site, passed), /without completeLogin/);
});

Deno.test("starts sessions only in completeLogin", async () => {
  const callers: string[] = [];
  for (const folder of ["lib", "routes", "components", "islands"]) {
    for await (const file of filesIn(new URL(`../${folder}/`, ROUTES))) {
      if (
        /_test\.|_contract\.|\/testing(?:\/|\.ts)|\/tests\//.test(file.pathname)
      ) {
        continue;
      }
      const source = await Deno.readTextFile(file);
      const starts = /\bstartSession\b|\bsessions\??\.create\(/.test(source);
      if (starts) callers.push(file.pathname.split("/").slice(-1)[0]);
    }
  }
  assert.deepEqual(callers.sort(), ["complete_login.ts", "sessions.ts"]);
});

const isSafe = (method: string) => ["GET", "HEAD", "OPTIONS"].includes(method);

/**
 * The paths of routes with a given method: files in `routes/`, and those added
 * by `main.ts`.
 */
async function routesThat(fits: (method: string) => boolean) {
  const paths = await addedRoutes(fits);
  for await (const file of filesIn(ROUTES)) {
    const path = file.pathname.slice(ROUTES.pathname.length - 1)
      .replace(/\.tsx?$/, "").replaceAll(/\/\([^/]*\)/g, "")
      .replace(/\/index$/, "") || "/";
    if (/\/_/.test(path)) continue;
    const { handlers = {}, default: page } = await import(file.href);
    const methods = typeof handlers === "function"
      ? ["GET", "POST"]
      : [...Object.keys(handlers), ...page ? ["GET"] : []];
    if (methods.some(fits)) paths.push(path);
  }
  return paths;
}

/** Routes without a file. */
async function addedRoutes(fits: (method: string) => boolean) {
  const METHODS = ["get", "post", "put", "patch", "delete", "all"] as const;
  const originals = METHODS.map((name) => App.prototype[name]);
  const added: string[] = [];
  for (const [at, name] of METHODS.entries()) {
    const method = name === "all" ? "POST" : name.toUpperCase();
    App.prototype[name] = function (path, ...middlewares) {
      if (fits(method)) added.push(path);
      return Reflect.apply(originals[at], this, [path, ...middlewares]);
    };
  }
  try {
    await using _ = await openSite();
  } finally {
    for (const [at, name] of METHODS.entries()) {
      App.prototype[name] = originals[at];
    }
  }
  return added;
}

async function* filesIn(folder: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesIn(new URL(`${name}/`, folder));
    else if (/\.tsx?$/.test(name)) yield new URL(name, folder);
  }
}
