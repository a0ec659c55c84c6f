/**
 * Commands for sessions: `sessions …`.
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
  summary: "List the sessions of an account, newest first.",
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
        EXPIRES: ({ expiresAt }) => minute(expiresAt),
        REMEMBERED: ({ remembered }) => remembered ? "yes" : "no",
        DEVICE: ({ userAgent }) =>
          deviceName(userAgent, ENGLISH.messages.device),
      }, `${shownAddress(user.address)} has no sessions.`),
      json: { sessions: sessions.map(sessionView) },
    };
  },
});

/** A session for `--json`. Its ID is not a token: it only serves to end the session. */
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

/** Ends sessions. Their access tokens are rejected from then on, even before they expire. */
const revoke = command({
  summary: "End one session, or all sessions of an account.",
  examples: ["sessions revoke 3f0c…", "sessions revoke --user ada@example.com"],
  args: {
    session: { about: 'the ID that "sessions list" shows', required: false },
  },
  options: {
    user: { about: "end all sessions of this account" },
  },
  async run({ services }, { session, user: name }) {
    const advice = FELT_AT_ONCE;
    if (session !== undefined && name === undefined) {
      if (!await services.store.sessions.end(session)) {
        throw new CommandFailure(
          "not_found",
          `Session not found: ${session}. It may have already ended.`,
        );
      }
      return { text: "Ended the session.", json: { session }, advice };
    }
    if (name !== undefined && session === undefined) {
      const { id, address } = await findUser(services, name);
      await endSessionsOf(services, id);
      const text = `Ended all sessions of ${shownAddress(address)}.`;
      return { text, json: { userId: id }, advice };
    }
    throw new CommandFailure(
      "usage",
      "Specify either a session ID or --user <user>.",
    );
  },
});

/** The commands. */
export const sessionCommands: Commands = {
  "sessions list": list,
  "sessions revoke": revoke,
};
