/**
 * Linking logins with providers to accounts, and unlinking them.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import { getUser } from "../account/user_rows.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { removeLogin } from "../second_factor/site_credentials.ts";
import { emailedClient } from "../session/emailed_client.ts";
import { inLiveSession, SessionEnded } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";
import { loginLinkedEmail, loginUnlinkedEmail } from "./emails.tsx";
import { type ProviderQueries, providers } from "./feature.ts";
import { isUsable } from "./identity_accounts.ts";
import type { LinkableIdentity, LinkedLoginRow } from "./linked_login.ts";
import { loginName } from "./portable_logins.ts";
import type { LinkedLogin, UnlinkedLogin } from "./provider_outcomes.ts";

/**
 * The result of linking. `own`: it was linked to this account before. `elsewhere`: another account
 * has it. `ended`: the session has ended in the meantime. `unconfirmed`: the account's address
 * isn't confirmed.
 */
export type LinkResult =
  | "linked"
  | "own"
  | "elsewhere"
  | "ended"
  | "unconfirmed";

/**
 * Links an identity to the account of a session, and tells its owner. The person has just proved
 * that both are theirs. An account whose address isn't confirmed may be a stranger's trap for the
 * address's owner, so it gets none.
 */
export async function linkLogin(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  { identity, clientInfo }: {
    readonly identity: LinkableIdentity;
    readonly clientInfo: ClientInfo;
  },
): Promise<LinkResult> {
  try {
    const result = await inLiveSession(
      services,
      session,
      (db, user) => linkTo(user, identity, services.use(providers, db), db),
    );
    if (result === "linked") {
      await recordLoginChange(services, { id: session.userId }, {
        change: "login_linked",
        login: identity,
        clientInfo,
      });
    }
    return result;
  } catch (error) {
    if (error instanceof SessionEnded) return "ended";
    throw error;
  }
}

/** Links an identity to a locked account. */
async function linkTo(
  { id, verifiedAt }: User,
  identity: LinkableIdentity,
  logins: ProviderQueries,
  db: Db,
): Promise<LinkResult> {
  if (verifiedAt === null) return "unconfirmed";
  const known = await logins.byIdentity(identity);
  if (known?.userId === id) return "own";
  const holder = known && await getUser(db, known.userId);
  if (known && holder && isUsable(holder)) return "elsewhere";
  await logins.release(known?.id ?? null);
  return await logins.link(id, identity) ? "linked" : "elsewhere";
}

/**
 * The linked logins of an account as its owner sees them, oldest first.
 *
 * @example
 * ```ts
 * import { linkedLogins, type LoggedInState } from "@latchkey/core";
 *
 * export const labelsOf = async ({ services, user }: LoggedInState) =>
 *   (await linkedLogins(services, user.id)).map(({ label }) => label);
 * ```
 */
export async function linkedLogins(
  services: Pick<Services, "site" | "use">,
  userId: string,
): Promise<readonly LinkedLogin[]> {
  const logins = services.use(providers);
  const labelOf = logins.labelOf;
  return (await logins.linked(userId)).map((row) => viewOf(row, labelOf));
}

/**
 * Unlinks a login from an account and tells its owner, who can restore it with "This wasn't me".
 * The last way to log in stays. Call it behind `requireRecentFactor`.
 *
 * @throws {SessionEnded} if the session ended in the meantime.
 *
 * @example
 * ```ts
 * import { type LoggedInState, unlinkLogin } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const unlink = async (ctx: Context<LoggedInState>, id: string) =>
 *   await unlinkLogin(ctx.state.services, ctx.state.session, {
 *     id,
 *     clientInfo: await clientInfoOf(ctx),
 *   });
 * ```
 */
export async function unlinkLogin(
  services: Services,
  session: Pick<Session, "id" | "userId">,
  { id, clientInfo }: {
    readonly id: string;
    readonly clientInfo: ClientInfo;
  },
): Promise<UnlinkedLogin> {
  const { userId } = session;
  const login = (await services.use(providers).linked(userId))
    .find((other) => other.id === id);
  if (!login) return { removed: null, why: "gone" };
  const removal = await removeLogin(
    services,
    session,
    (db) => services.use(providers, db).unlink(userId, id),
  );
  if (removal !== "removed") return { removed: null, why: removal };
  await recordLoginChange(services, { id: userId }, {
    change: "login_unlinked",
    login,
    clientInfo,
  });
  return { removed: viewOf(login, services.use(providers).labelOf) };
}

/** The email about each change. */
const EMAILS = {
  login_linked: loginLinkedEmail,
  login_unlinked: loginUnlinkedEmail,
};

/** Records a change and tells the owner (OWASP ASVS 5.0 §6.3.7). */
async function recordLoginChange(
  services: Services,
  user: Pick<User, "id">,
  { change, login: { provider, username }, clientInfo }: {
    readonly change: keyof typeof EMAILS;
    readonly login: Pick<LinkableIdentity, "provider" | "username">;
    readonly clientInfo: ClientInfo;
  },
): Promise<void> {
  const label = services.use(providers).labelOf(provider);
  const login = loginName(label, username);
  await recordActivity(services, user, change, clientInfo, login);
  await services.mail.send(EMAILS[change], {
    userId: user.id,
    login,
    ...emailedClient(services, clientInfo),
  });
}

function viewOf(
  { id, provider, username, createdAt, lastUsedAt }: LinkedLoginRow,
  labelOf: (provider: string) => string,
): LinkedLogin {
  const label = labelOf(provider);
  return { id, provider, label, username, createdAt, lastUsedAt };
}
