/**
 * Commands on sessions: `sessions …`.
 *
 * @module
 */
import { command, type Commands } from "../../cli/cli.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { isoTime, minute, table } from "../../cli/table.ts";
import type { Session } from "./session.ts";
import { shownAddress } from "../../email/shown_address.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import { FELT_AT_ONCE, findUser, USER } from "../account/named_user.ts";
import { endSessionsOf } from "../account/operator_actions.ts";
import { deviceName } from "./device_name.ts";
import { listSessions } from "./sessions.ts";

const list = command({
  summary: "List where an account is logged in, newest first.",
  examples: ["sessions list ada@example.com"],
  args: { user: USER },
  async run({ services }, { user: name }) {
    const user = await findUser(services, name);
    const sessions = await listSessions(services, user.id);
    return {
      text: await table(sessions, {
        ID: ({ id }) => id,
        "STARTED (UTC)": ({ createdAt }) => minute(createdAt),
        "LAST SEEN": ({ lastSeenAt }) => minute(lastSeenAt),
        ENDS: ({ expiresAt }) => minute(expiresAt),
        KEPT: ({ remembered }) => remembered ? "yes" : "no",
        BROWSER: ({ userAgent }) =>
          deviceName(userAgent, ENGLISH.messages.device),
      }, `${shownAddress(user.address)} is logged in nowhere.`),
      json: { sessions: sessions.map(sessionView) },
    };
  },
});

/** A session as `--json` prints it. Its id ends it but opens nothing: it is no token. */
function sessionView(session: Session) {
  const { id, userId, remembered, userAgent } = session;
  return {
    id,
    userId,
    remembered,
    userAgent,
    createdAt: isoTime(session.createdAt),
    lastSeenAt: isoTime(session.lastSeenAt),
    expiresAt: isoTime(session.expiresAt),
  };
}

/** Access tokens of sessions that ended are refused from then on, though not yet expired. */
const revoke = command({
  summary: "End one session, or all of an account.",
  examples: ["sessions revoke 3f0c…", "sessions revoke --user ada@example.com"],
  args: {
    session: { about: 'the id that "sessions list" shows', required: false },
  },
  options: {
    user: { about: "all sessions of one account, by address or id" },
  },
  async run({ services }, { session, user: name }) {
    const advice = FELT_AT_ONCE;
    if (session !== undefined && name === undefined) {
      if (!await services.store.sessions.end(session)) {
        throw new CommandFailure(
          "not_found",
          `There is no session ${session}; it may have ended already.`,
        );
      }
      return { text: "The session was ended.", json: { session }, advice };
    }
    if (name !== undefined && session === undefined) {
      const { id, address } = await findUser(services, name);
      await endSessionsOf(services, id);
      const text = `All sessions of ${shownAddress(address)} are over.`;
      return { text, json: { userId: id }, advice };
    }
    throw new CommandFailure(
      "usage",
      "Say which sessions: an id, or --user <user>, and only one of these.",
    );
  },
});

/** The commands. */
export const sessionCommands: Commands = {
  "sessions list": list,
  "sessions revoke": revoke,
};
