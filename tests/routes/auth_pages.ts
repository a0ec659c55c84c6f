/**
 * Renders every page under `/auth/` in every state, in one language, and the
 * page that asks for the password again.
 *
 * @module
 */
import assert from "node:assert/strict";
import { FORM_OWNER } from "@latchkey/core/forms";
import { createInvitation } from "@latchkey/core";
import { CLARA } from "../pages.ts";
import {
  ANNA,
  linkIn,
  openSite,
  secureAccountLinkIn,
  type Site,
  type Visitor,
} from "../site.ts";
import { HAS_APP, HAS_INVITATIONS, HAS_LOGIN_LINK } from "../site_features.ts";
import { askingForFactor } from "../second_factor/factor_pages.ts";
import { MINUTE, textOf, tokenIn, userAt } from "./own_account.ts";
import { openAndPress } from "./mailed_link.ts";
import { CLARA_LOGIN, signUpClara } from "./sign_up.ts";

const NEW = "anna@new.example";
const TAKEN = "taken@new.example";

/** Text typed on these pages. */
export const TYPED = [ANNA.username, CLARA.address, CLARA.name, NEW, TAKEN];

const NO_TOKEN = "x".repeat(43);
const WRONG = { password: "nobody has this one" };

/** Yields the HTML of each page in turn. */
export async function* authPages(code: string): AsyncGenerator<string> {
  const walks = [
    closed,
    ...HAS_INVITATIONS ? [byInvitation] : [],
    loggingIn,
    signingUp,
    confirming,
    ...HAS_LOGIN_LINK ? [loggingInByEmail] : [],
    recovering,
    moving,
    securing,
    enteringAgain,
    ...HAS_APP ? [askingForFactor] : [],
  ];
  for (const walk of walks) {
    for await (const page of walk(code)) yield await textOf(page);
  }
}

type Pages = AsyncGenerator<Response>;

/** A browser with a chosen language. */
export function visitorIn(site: Site, code: string): Visitor {
  const visitor = site.visitor();
  visitor.cookies.set("language", code);
  return visitor;
}

async function* loggingIn(code: string): Pages {
  await using site = await openSite();
  const visitor = visitorIn(site, code);
  yield visitor.get("/auth/login");
  yield visitor.post("/auth/login", { username: "", password: "" });
  yield visitor.post("/auth/login", { ...ANNA, ...WRONG });
  yield visitorIn(site, code).post("/auth/login", { [FORM_OWNER]: "" });
  await visitor.logIn(ANNA);
  yield visitor.get("/auth/logout");
  const other = { [FORM_OWNER]: "somebody" };
  yield visitor.post("/account/export", other);
  yield visitor.post("/account/export", { [FORM_OWNER]: "" });
}

async function* closed(code: string): Pages {
  await using site = await openSite({ settings: { signUp: "closed" } });
  yield visitorIn(site, code).get("/auth/signup");
}

async function* byInvitation(code: string): Pages {
  await using invited = await openSite({ settings: { signUp: "invite" } });
  const visitor = visitorIn(invited, code);
  yield visitor.get("/auth/signup");
  yield visitor.get(`/auth/signup?invite=${NO_TOKEN}`);
  const invite = await createInvitation(invited.services, {
    address: "",
    lifetimeSeconds: 60,
  });
  await textOf(visitor.post("/auth/signup", { ...CLARA, invite }));
  yield visitor.get(`/auth/signup?invite=${invite}`);
}

async function* signingUp(code: string): Pages {
  await using site = await openSite();
  const visitor = visitorIn(site, code);
  yield visitor.get("/auth/signup");
  yield visitor.post("/auth/signup", { address: "", password: "short" });
  yield visitor.post("/auth/signup", CLARA);
}

async function* confirming(code: string): Pages {
  await using site = await openSite();
  const asking = visitorIn(site, code);
  const { link } = await signUpClara(site, asking);
  const { address } = CLARA;
  const other = visitorIn(site, code);
  yield other.get("/auth/verify");
  yield other.post("/auth/verify", { address: "", code: "" });
  yield other.post("/auth/verify", { address, code: "no code" });
  yield asking.get(link);
  yield other.get(link);
  yield other.post("/auth/verify", { token: tokenIn(link), ...WRONG });
  yield other.get(`/auth/verify?token=${NO_TOKEN}`);
  await other.logIn(CLARA_LOGIN);
  yield other.get("/auth/verify");
  yield other.get(`/auth/verify?token=${NO_TOKEN}`);
  await textOf(other.post("/auth/verify", { again: "yes" }));
  yield other.get("/auth/verify");
  await openAndPress(other, linkIn(await site.mailTo(address)));
  yield other.get("/auth/verify");
}

async function* loggingInByEmail(code: string): Pages {
  await using site = await openSite();
  const visitor = visitorIn(site, code);
  yield visitor.get("/auth/link");
  yield visitor.post("/auth/link", { address: "" });
  yield visitor.post("/auth/link", { address: ANNA.username });
  const link = linkIn(await site.mailTo(ANNA.username));
  yield visitor.get(link);
  yield visitorIn(site, code).get(link);
  await openAndPress(visitor, link);
  yield visitorIn(site, code).get(link);
}

async function* recovering(code: string): Pages {
  await using site = await openSite();
  const visitor = visitorIn(site, code);
  yield visitor.get("/auth/recover");
  yield visitor.post("/auth/recover", { address: "" });
  yield visitor.post("/auth/recover", { address: ANNA.username });
  const link = linkIn(await site.mailTo(ANNA.username));
  const token = tokenIn(link);
  yield visitor.get(link);
  yield visitor.post("/auth/recover/new", { token, password: "short" });
  await openAndPress(visitor, link, { password: "battery moonlight horse" });
  yield visitor.get(link);
}

/** Requests an address change and returns the emailed link. */
async function askFor(site: Site, visitor: Visitor, address: string) {
  await textOf(visitor.post("/account/address", { address }));
  return linkIn(await site.mailTo(address));
}

async function* moving(code: string): Pages {
  await using site = await openSite();
  const visitor = visitorIn(site, code);
  await visitor.logIn(ANNA);
  const { password } = ANNA;
  const late = tokenIn(await askFor(site, visitor, TAKEN));
  await site.addUser(TAKEN, "quicker than anna");
  const other = visitorIn(site, code);
  yield other.post("/auth/address", { token: late, password });
  const link = await askFor(site, visitor, NEW);
  const token = tokenIn(link);
  yield visitor.get(link);
  yield other.get(link);
  yield other.post("/auth/address", { token, ...WRONG });
  yield other.post("/auth/address", { token, password });
  yield other.get(link);
}

async function* securing(code: string): Pages {
  await using site = await openSite();
  const thief = site.visitor();
  await thief.logIn(ANNA);
  await openAndPress(thief, await askFor(site, thief, NEW));
  const link = secureAccountLinkIn(await site.mailTo(ANNA.username));
  const visitor = visitorIn(site, code);
  yield visitor.get(link);
  await openAndPress(visitor, link);
  yield visitor.get(link);
}

async function* enteringAgain(code: string): Pages {
  await using site = await openSite();
  const visitor = visitorIn(site, code);
  await visitor.logIn(ANNA);
  site.clock.advance(11 * MINUTE);
  const page = "/account/address";
  yield visitor.get(page);
  const guess = { step_up_password: WRONG.password };
  yield visitor.post(page, guess);
  for (let attempt = 0; attempt < 12; attempt++) {
    await textOf(visitor.post(page, guess));
  }
  const denied = await visitor.post(page, guess);
  assert.equal(denied.status, 429);
  yield denied;
  const { id } = await userAt(site, ANNA.username);
  await site.services.store.users.update(id, { passwordHash: "" });
  yield visitor.get(page);
}
