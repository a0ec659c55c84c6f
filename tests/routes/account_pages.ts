/**
 * Renders every page under `/account` and `/admin` in every state, in one
 * language.
 *
 * @module
 */
import { ACTIVITY_KINDS, recordActivity, ROLES } from "@latchkey/core";
import { addUser, trustBrowser } from "@latchkey/core/testing";
import { ANNA, BERT, openSite, type Site } from "../site.ts";
import {
  HAS_ADMIN,
  HAS_APP,
  HAS_PASSKEYS,
  HAS_RECOVERY_CODES,
} from "../site_features.ts";
import { protectedAccount } from "../second_factor/factor_pages.ts";
import { adminOf, PAGE as USERS, userOf } from "./admin.ts";
import { visitorIn } from "./auth_pages.ts";
import { DAY, MINUTE, textOf, userAt } from "./own_account.ts";
import { annasPasskey } from "./passkey.ts";

const NAME = "Anna Karenina";
const NEW = "anna@new.example";

/** Text typed on these pages, and device names. */
export const TYPED = [
  NAME,
  ANNA.username,
  BERT.username,
  NEW,
  "crowd",
  "@example.com",
  "Firefox",
  "Windows",
  "192.0.2.x",
];

const FIREFOX =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0";
const WRONG = { password: "nobody has this one" };

type Pages = AsyncGenerator<Response>;

/** Yields the HTML of each page in turn. */
export async function* accountPages(code: string): AsyncGenerator<string> {
  const walks = [
    looking,
    renaming,
    changingPassword,
    endingSessions,
    trusting,
    remembering,
    moving,
    exporting,
    leaving,
    ...HAS_APP && HAS_RECOVERY_CODES ? [protectedAccount] : [],
    ...HAS_PASSKEYS ? [usingPasskeys] : [],
    ...HAS_ADMIN ? [administering] : [],
  ];
  for (const walk of walks) {
    for await (const page of walk(code)) yield await textOf(page);
  }
}

/** Anna in her browser, with the account open. */
async function anna(site: Site, code: string) {
  const visitor = visitorIn(site, code);
  await visitor.logIn(ANNA, { remember: "yes" });
  return visitor;
}

async function* looking(code: string): Pages {
  await using site = await openSite();
  const visitor = await anna(site, code);
  yield visitor.get("/account");
  const { id } = await userAt(site, ANNA.username);
  await site.services.store.users.update(id, { verifiedAt: null, name: NAME });
  await site.visitor().logIn(ANNA);
  yield visitor.get("/account");
  for (
    const notice of [
      "account_recovered",
      "address_changed",
      "password_changed",
    ]
  ) {
    visitor.cookies.set("notice", notice);
    yield visitor.get("/account");
  }
}

async function* usingPasskeys(code: string): Pages {
  await using site = await openSite();
  await annasPasskey(site);
  const visitor = await anna(site, code);
  yield visitor.get("/account");
}

async function* renaming(code: string): Pages {
  await using site = await openSite();
  const visitor = await anna(site, code);
  yield visitor.get("/account/name");
  for (const name of ["x".repeat(101), "\u202E"]) {
    yield visitor.post("/account/name", { name });
  }
  for (let times = 0; times < 11; times++) {
    yield visitor.post("/account/name", { name: NAME });
  }
  yield visitor.get("/account");
}

async function* changingPassword(code: string): Pages {
  await using site = await openSite();
  const visitor = await anna(site, code);
  const page = "/account/password";
  yield visitor.get(page);
  yield visitor.post(page, { present: "", password: "" });
  yield visitor.post(page, { present: "wrong", password: "x" });
  yield visitor.post(page, { present: "wrong", password: "password1234" });
  yield visitor.post(page, { present: "wrong", password: "tractor moonlight" });
}

async function* endingSessions(code: string): Pages {
  await using site = await openSite();
  const others = { "user-agent": FIREFOX };
  await textOf(site.visitor().post("/auth/login", ANNA, others));
  site.clock.advance(2 * DAY / 24);
  await site.visitor().logIn(ANNA);
  const visitor = await anna(site, code);
  const page = "/account/sessions";
  yield visitor.get(page);
  yield visitor.post(page, { end: "nobody's" });
  for (const notice of ["session_ended", "others_ended"]) {
    visitor.cookies.set("notice", notice);
    yield visitor.get(page);
  }
}

async function* trusting(code: string): Pages {
  await using site = await openSite();
  const user = await userAt(site, ANNA.username);
  const visitor = await anna(site, code);
  const page = "/account/trusted-browsers";
  yield visitor.get(page);
  const client = {
    userAgent: FIREFOX,
    clientAddress: "192.0.2.1",
    deviceCookie: null,
  };
  for (let times = 0; times < 2; times++) {
    const cookie = await trustBrowser(site.services, user, client);
    visitor.cookies.set("trusted_browser", cookie);
  }
  yield visitor.get("/account");
  yield visitor.get(page);
  yield visitor.post(page, { browser: "nobody's" });
  yield visitor.post(page, { browser: "all" });
  yield visitor.get(page);
}

async function* remembering(code: string): Pages {
  await using site = await openSite();
  const visitor = await anna(site, code);
  const user = await userAt(site, ANNA.username);
  const clientInfo = { userAgent: FIREFOX, clientAddress: "192.0.2.1" };
  const page = "/account/activity";
  for (const seen of [clientInfo, { ...clientInfo, userAgent: null }, null]) {
    for (const kind of ACTIVITY_KINDS) {
      site.clock.advance(1000);
      const detail = DETAILS.get(kind);
      await recordActivity(site.services, user, kind, seen, detail);
    }
    yield visitor.get(page);
  }
  const at = site.services.now() + 1;
  await site.services.store.activity.add({
    id: "abcdefghijklmnopqrstuv",
    userId: user.id,
    at,
    kind: "of another version",
    userAgent: "?",
    client: "",
    detail: "",
    expiresAt: at + DAY,
  });
  yield visitor.get(page);
  const stranger = await anna(site, code);
  const { store } = site.services;
  Object.assign(store.activity, {
    listOf: () => Promise.resolve({ items: [] }),
  });
  yield stranger.get(page);
}

/** Extra details recorded with some kinds of event. */
const DETAILS = new Map<string, string>([
  ["session_ended", FIREFOX],
  ["role_granted", "admin"],
  ["role_revoked", "admin"],
]);

async function* moving(code: string): Pages {
  await using site = await openSite();
  const visitor = await anna(site, code);
  const page = "/account/address";
  yield visitor.get(page);
  for (const address of ["", "anna", ANNA.username, NEW]) {
    yield visitor.post(page, { address });
  }
  site.clock.advance(11 * MINUTE);
  yield visitor.get(page);
  yield visitor.post(page, { address: NEW });
  const { mail } = site.services;
  await using silent = await openSite({ mail: { ...mail, enabled: false } });
  yield (await anna(silent, code)).get(page);
}

async function* exporting(code: string): Pages {
  await using site = await openSite();
  const visitor = await anna(site, code);
  const page = "/account/export";
  yield visitor.get(page);
  for (let times = 0; times < 5; times++) await visitor.post(page, {});
  yield visitor.post(page, {});
}

async function* leaving(code: string): Pages {
  await using site = await openSite();
  const visitor = await anna(site, code);
  const page = "/account/delete";
  yield visitor.get(page);
  yield visitor.post(page, { password: "" });
  yield visitor.post(page, WRONG);
  yield visitor.post(page, { password: ANNA.password });
}

async function* administering(code: string): Pages {
  await using site = await openSite();
  const admin = await adminOf(site);
  admin.cookies.set("language", code);
  const { users } = site.services.store;
  const { id: own } = await userOf(site, ANNA);
  const { id: user } = await userOf(site, BERT);
  await users.update(user, { name: NAME, verifiedAt: null, roles: ROLES });
  yield admin.get(USERS);
  for (const action of ["end-sessions", "disable", "enable"]) {
    await admin.post(USERS, { user, action });
    yield admin.get(USERS);
    if (action === "disable") yield admin.get(`${USERS}?q=bert`);
  }
  yield admin.post(USERS, { user: own, action: "disable" });
  yield admin.post(USERS, { user: "nobody", action: "disable" });
  yield admin.get(`${USERS}?q=nobody`);
  await users.update(user, { deleteAfter: site.services.now() + DAY });
  await crowd(site);
  const first = await textOf(admin.get(USERS));
  yield new Response(first);
  const [, next] = /href="([^"]*after=[^"]*)"/.exec(first) ?? [];
  yield admin.get(next.replaceAll("&amp;", "&"));
}

/** Creates more accounts than fit on one page. */
async function crowd(site: Site) {
  for (let count = 0; count < 60; count++) {
    const address = `crowd${count}@example.com`;
    await addUser(site.services, {
      address,
      passwordHash: "",
      verified: false,
    });
  }
}
