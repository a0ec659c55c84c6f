/**
 * The forms that take an address, and the kinds of account there may be.
 *
 * @module
 */
import {
  addressKey,
  createInvitation,
  requestVerification,
  type Services,
  type User,
} from "@latchkey/core";
import { passkeys } from "@latchkey/core/features";
import {
  addUser,
  createPasswordHasher,
  softwareAuthenticator,
} from "@latchkey/core/testing";
import { CLARA } from "../../pages.ts";
import { openSite, ORIGIN, type Site, type Visitor } from "../../site.ts";
import { setUpApp } from "../../second_factor/authenticator.ts";
import { HAS_APP, HAS_PASSKEYS, HAS_RECOVERY } from "../../site_features.ts";

/** A page that takes an address, as an attacker submits it. */
export interface Form {
  readonly path: string;
  fields(
    address: string,
    site: Site,
    visitor: Visitor,
  ): Record<string, string> | Promise<Record<string, string>>;
  /**
   * The state of an account whose existence must stay hidden; an ordinary one
   * if omitted.
   */
  readonly account?: keyof typeof ACCOUNTS;
  /** The site's bcrypt cost; by default the cheapest, which hides the least. */
  readonly cost?: number;
  /** How often its time is taken; 200 times if omitted. */
  readonly tries?: number;
  /** Who may sign up; anyone if omitted. */
  readonly signUp?: "open" | "invite";
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** bcrypt at a lower cost than the site's. */
const CHEAP = `$2b$07$${".".repeat(53)}`;

/** Account states. */
const ACCOUNTS = {
  "disabled": () => ({ disabled: true }),
  "to be deleted": ({ now }: Site["services"]) => ({
    deleteAfter: now() + DAY_MS,
  }),
  "not confirmed": () => ({ verifiedAt: null }),
  "without a password": () => ({ passwordHash: "" }),
  "with a second factor": () => ({}),
  "imported with a cheaper hash": () => ({ passwordHash: CHEAP }),
  "imported with a slow hash": () => ({
    passwordHash: `pbkdf2_sha256$5000$salt$${"A".repeat(43)}=`,
  }),
} satisfies Record<
  string,
  (services: Site["services"]) => Partial<User>
>;

const password = "moonlight tractor";

const LOG_IN: Form = {
  path: "/auth/login",
  fields: (username) => ({ username, password, next: "/" }),
};
const SIGN_UP: Form = {
  path: "/auth/signup",
  fields: (address) => ({ ...CLARA, address, password }),
};
const RECOVERY: Form = {
  path: "/auth/recover",
  fields: (address) => ({ address }),
};
const CODE: Form = {
  path: "/auth/verify",
  fields: (address) => ({ address, code: "123456" }),
};

/** The form that the page for a new passkey sends, from a browser that was shown it. */
const PASSKEY_SIGN_UP: Form = {
  path: "/auth/passkey/sign-up",
  async fields(address, { services }, visitor) {
    const nonce = randomText();
    visitor.cookies.set("browser_binding", nonce);
    const account = {
      id: randomText(),
      addressKey: addressKey(address),
      browser: await sha256(nonce),
    };
    const queries = services.use(passkeys);
    const options = await queries.firstCreationOptions(
      queries.party(new URL(ORIGIN)),
      account,
      { address, name: "" },
    );
    const authenticator = await softwareAuthenticator();
    const passkey = await authenticator.create(options);
    return { address, name: "", account: account.id, passkey };
  },
};

/** Clients that fail to log in, each with an address of its own. */
let clients = 0;

/**
 * A page that belongs to a login, from a browser that entered the wrong password
 * there.
 */
function afterWrongPassword(
  path: string,
  fields: Readonly<Record<string, string>>,
): Form {
  return {
    path,
    account: "with a second factor",
    tries: 80, // A wrong password takes 25 ms.
    async fields(username, _site, visitor) {
      clients++;
      const client = `198.19.${clients >> 8 & 255}.${clients & 255}`;
      const login = { username, password, next: "/" };
      const headers = { "x-forwarded-for": client };
      const answer = await visitor.post("/auth/login", login, headers);
      await answer.body?.cancel();
      return { ...fields };
    },
  };
}

/** What someone meets who does not know the password of an account with a second factor. */
const FACTOR_FORMS: Readonly<Record<string, Form>> = {
  "login, second factor": { ...LOG_IN, account: "with a second factor" },
  "recovery, second factor": { ...RECOVERY, account: "with a second factor" },
  "second step": afterWrongPassword("/auth/second-factor", {
    factor: "authenticator_app",
    proof: "123456",
  }),
  ...HAS_RECOVERY &&
    { "account recovery": afterWrongPassword("/auth/account-recovery", {}) },
};

/** 22 characters of base64url. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

async function sha256(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** All of them. */
export const FORMS: Readonly<Record<string, Form>> = {
  "login": LOG_IN,
  "login, disabled": { ...LOG_IN, account: "disabled" },
  "login, to be deleted": { ...LOG_IN, account: "to be deleted" },
  "login, no password": { ...LOG_IN, account: "without a password" },
  "login, cheaper hash": {
    ...LOG_IN,
    account: "imported with a cheaper hash",
    cost: 8,
  },
  "login, slow hash": { ...LOG_IN, account: "imported with a slow hash" },
  "sign-up": SIGN_UP,
  "sign-up, disabled": { ...SIGN_UP, account: "disabled" },
  "sign-up by invitation": {
    ...SIGN_UP,
    signUp: "invite",
    async fields(address, { services }) {
      const invite = await createInvitation(services, {
        address: "",
        lifetimeSeconds: 60,
      });
      return { invite, address, password, name: "Ada" };
    },
  },
  ...HAS_PASSKEYS && {
    "sign-up with a passkey": PASSKEY_SIGN_UP,
    "sign-up with a passkey, not confirmed": {
      ...PASSKEY_SIGN_UP,
      account: "not confirmed" as const,
    },
  },
  ...HAS_APP && FACTOR_FORMS,
  "recovery": RECOVERY,
  "recovery, disabled": { ...RECOVERY, account: "disabled" },
  "login link": {
    path: "/auth/link",
    fields: (address) => ({ address, next: "/" }),
  },
  "code": CODE,
  "code, not confirmed": { ...CODE, account: "not confirmed" },
  "token": {
    path: "/token",
    fields: (username) => ({ username, password, grant_type: "password" }),
  },
};

/**
 * A site for a form, behind a proxy, in memory unless another database is
 * given.
 */
export function siteFor(
  { signUp = "open", cost = 4 }: Form,
  store?: Services["store"],
): Promise<Site> {
  return openSite({
    ...store && { store },
    settings: { trustProxy: 1, logLevel: "error", signUp },
    passwords: createPasswordHasher({ cost, stepMs: 25 }),
  });
}

/**
 * Creates an account of a form's kind. For an unconfirmed one, link and code
 * are on their way.
 */
export async function makeAccount(
  site: Site,
  { account }: Pick<Form, "account">,
  known: { readonly address: string; readonly passwordHash: string },
): Promise<void> {
  const { services, clock } = site;
  const special: Partial<User> = account ? ACCOUNTS[account](services) : {};
  const { id } = await addUser(services, {
    ...known,
    ...special.passwordHash !== undefined &&
      { passwordHash: special.passwordHash },
    disabled: special.disabled,
    verified: special.verifiedAt !== null,
  });
  if (special.deleteAfter) {
    await services.store.users.update(id, special);
  }
  if (account === "with a second factor") await setUpApp(site, id);
  if (account !== "not confirmed") return;
  const request = { userId: id, browser: "", language: "en" };
  await requestVerification(services, request);
  clock.advance(1000); // The mailer sends a limited number of emails a second.
}
