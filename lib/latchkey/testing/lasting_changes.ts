/**
 * What a person can change in an account that lasts longer than their session.
 *
 * @module
 */
import { ENGLISH } from "../i18n/languages.ts";
import type { User } from "../features/account/user.ts";
import { authenticatorApp } from "../features/authenticator_app/feature.ts";
import {
  confirmAuthenticator,
  removeAuthenticator,
} from "../features/authenticator_app/own_apps.ts";
import {
  findEmailChange,
  requestEmailChange,
} from "../features/email_change/email_change.ts";
import { passkeys } from "../features/passkeys/feature.ts";
import { addPasskey, removePasskey } from "../features/passkeys/own_changes.ts";
import { changePassword } from "../features/password/change_password.ts";
import {
  removePassword,
  setPassword,
} from "../features/password/set_password.ts";
import { recoveryCodes } from "../features/recovery_codes/feature.ts";
import { replaceRecoveryCodes } from "../features/recovery_codes/own_codes.ts";
import {
  listTrustedBrowsers,
  trustBrowser,
} from "../features/second_factor/trusted_browsers.ts";
import type { Session } from "../features/session/session.ts";
import { linkIn } from "./email/messages.ts";
import { clientInfo } from "./login_request.ts";
import { softwareAuthenticator } from "./passkeys/software_authenticator.ts";
import type { TestServices } from "./services.ts";
import { codeFor } from "./totp.ts";

const PAGE = new URL("http://localhost:8000/account/passkeys/new");

/** An account with a session that a request has just been authenticated with. */
export interface Authenticated {
  readonly services: TestServices;
  readonly user: User;
  readonly session: Session;
}

/** A change, and whether it was made. `prepare` is what the page with its form does. */
export interface LastingChange<Prepared = unknown> {
  /** Defaults to a password. */
  readonly passwordHash?: string;
  prepare(context: Authenticated): Promise<Prepared>;
  make(context: Authenticated, prepared: Prepared): Promise<unknown>;
  isMade(context: Authenticated, prepared: Prepared): Promise<boolean>;
}

const define = <Prepared>(change: LastingChange<Prepared>) =>
  change as LastingChange;

const nothing = () => Promise.resolve();

async function hasPassword({ services, user }: Authenticated) {
  return (await services.store.users.byId(user.id))?.passwordHash !== "";
}

async function preparePasskey({ services, user }: Authenticated) {
  const queries = services.use(passkeys);
  const authenticator = await softwareAuthenticator();
  const options = await queries.creationOptions(queries.party(PAGE), user);
  return await authenticator.create(options!);
}

const insertPasskey = (
  { services, session }: Authenticated,
  response: string,
) =>
  addPasskey(services, session, {
    page: PAGE,
    response,
    clientInfo: clientInfo(),
    messages: ENGLISH.messages.device,
  });

async function prepareApp({ services, user }: Authenticated) {
  const { id, key } = await services.use(authenticatorApp)
    .begin(user.id, user.address);
  return { id, code: codeFor(key, services.now()), name: "Phone" };
}

const confirmApp = (
  { services, session }: Authenticated,
  app: Awaited<ReturnType<typeof prepareApp>>,
) => {
  const confirmed = { ...app, clientInfo: clientInfo() };
  return confirmAuthenticator(services, session, confirmed);
};

const apps = async ({ services, user }: Authenticated) =>
  await services.use(authenticatorApp).list(user.id);

const codesLeft = async ({ services, user }: Authenticated) =>
  (await services.use(recoveryCodes).left(user.id)).left;

/** Changes that an intruder could use later. */
export const CHANGES: Readonly<Record<string, LastingChange>> = {
  "a new passkey": define({
    prepare: preparePasskey,
    make: insertPasskey,
    isMade: async ({ services, user }) =>
      (await services.use(passkeys).list(user.id)).length > 0,
  }),
  "a new authenticator app": define({
    prepare: prepareApp,
    make: confirmApp,
    isMade: async (context) => (await apps(context)).length > 0,
  }),
  "the first recovery codes": define({
    prepare: prepareApp,
    make: confirmApp,
    isMade: async (context) => await codesLeft(context) > 0,
  }),
  "a new password": define({
    passwordHash: "",
    prepare: nothing,
    make: ({ services, user, session }) =>
      setPassword(services, {
        user,
        session,
        password: "tractor moonlight",
        clientInfo: clientInfo(),
      }),
    isMade: hasPassword,
  }),
  "a trusted browser": define({
    prepare: nothing,
    make: ({ services, user }) => trustBrowser(services, user, clientInfo()),
    isMade: async ({ services, user }) =>
      (await listTrustedBrowsers(services, user)).length > 0,
  }),
  "a request to change the address": define({
    prepare: ({ user }) => Promise.resolve(`new-${user.id}@example.com`),
    make: ({ services, session }, newAddress) =>
      requestEmailChange(services, session, {
        newAddress,
        language: "en",
        clientInfo: clientInfo(),
      }),
    async isMade({ services }, newAddress) {
      await services.mail.settled();
      const mail = services.mailbox.messages()
        .find(({ to }) => to === newAddress);
      if (!mail) return false;
      const token = new URL(linkIn(mail), PAGE).searchParams.get("token") ?? "";
      return await findEmailChange(services, token) !== null;
    },
  }),
};

/** Changes that "This wasn't me" makes itself, or that only hurt. */
export const OTHER_CHANGES: Readonly<Record<string, LastingChange>> = {
  "no password": define({
    prepare: nothing,
    make: ({ services, user, session }) =>
      removePassword(services, { user, session, clientInfo: clientInfo() }),
    isMade: async (context) => !await hasPassword(context),
  }),
  "another password": define({
    prepare: ({ user }) => Promise.resolve(user.passwordHash),
    make: ({ services, user, session }) =>
      changePassword(services, {
        user,
        session,
        present: "correct horse",
        password: "tractor moonlight",
        clientInfo: clientInfo(),
      }),
    isMade: async ({ services, user }, before) =>
      (await services.store.users.byId(user.id))?.passwordHash !== before,
  }),
  "other recovery codes": define({
    async prepare(context) {
      await confirmApp(context, await prepareApp(context));
      context.services.clock.advance(1);
      return context.services.now();
    },
    make: ({ services, session }) =>
      replaceRecoveryCodes(services, session, clientInfo()),
    async isMade({ services, user }, now) {
      const { createdAt } = await services.use(recoveryCodes).left(user.id);
      return createdAt === now;
    },
  }),
  "no passkey": define({
    prepare: async (context) =>
      await insertPasskey(context, await preparePasskey(context)),
    make: ({ services, session }, { passkey }) =>
      removePasskey(services, session, {
        id: passkey!.id,
        clientInfo: clientInfo(),
      }),
    isMade: async ({ services, user }) =>
      (await services.use(passkeys).list(user.id)).length === 0,
  }),
  "no authenticator app": define({
    async prepare(context) {
      await confirmApp(context, await prepareApp(context));
      return (await apps(context))[0].id;
    },
    make: ({ services, session }, id) =>
      removeAuthenticator(services, session, { id, clientInfo: clientInfo() }),
    isMade: async (context) => (await apps(context)).length === 0,
  }),
};
