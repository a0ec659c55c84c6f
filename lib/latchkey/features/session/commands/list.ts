/** @module */
import { deviceInWords } from "../device_name.ts";
import { listSessions as liveSessions } from "../sessions.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { ENGLISH } from "../../../i18n/languages.ts";
import type { Session } from "../session.ts";
import { type CliServices, leaf, type Runner } from "../../../cli/command.ts";
import type { Outcome } from "../../../cli/outcome.ts";
import { minute, table } from "../../../cli/table.ts";
import { findUser } from "../../account/commands/find_user.ts";

/** `sessions list <user>` */
export function sessionsList(runner: Runner) {
  return leaf("list", "List where an account is signed in, newest first.", [
    "sessions list ada@example.com",
  ])
    .argument("<user>", "address or id")
    .action((user) =>
      runner.withServices((services) => listSessions(services, { user }))
    );
}

/** The live sessions of an account. An id ends a session but opens none: it is no token. */
export async function listSessions(
  services: CliServices,
  { user: name }: { readonly user: string },
): Promise<Outcome> {
  const user = await findUser(services, name);
  const sessions = await liveSessions(services, user.id);
  const rows = await Promise.all(sessions.map(async (session) => [
    session.id,
    minute(session.createdAt),
    minute(session.lastSeenAt),
    minute(session.expiresAt),
    session.remembered ? "yes" : "no",
    await deviceInWords(session.userAgent, ENGLISH.words.device),
  ]));
  return {
    text: rows.length === 0
      ? `${shownAddress(user.address)} is signed in nowhere.`
      : table(
        ["ID", "STARTED (UTC)", "LAST SEEN", "ENDS", "KEPT", "BROWSER"],
        rows,
      ),
    json: { sessions: sessions.map(sessionView) },
  };
}

function sessionView(session: Session) {
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  return {
    id: session.id,
    userId: session.userId,
    remembered: session.remembered,
    userAgent: session.userAgent,
    createdAt: time(session.createdAt),
    lastSeenAt: time(session.lastSeenAt),
    expiresAt: time(session.expiresAt),
  };
}
