/**
 * Commands for emergencies: `incident …`. Each use is recorded.
 *
 * @module
 */
import { command, type Commands } from "../../cli/cli.ts";
import { cliName, YES } from "../../cli/command.ts";
import { confirm } from "../../cli/prompts.ts";
import { isoTime, minute, table } from "../../cli/table.ts";
import { rotateTokenKeys } from "../../crypto/rotate_keys.ts";
import { randomId } from "../../crypto/random_id.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { CommandServices } from "../../services.ts";
import {
  changedUser,
  FELT_AT_ONCE,
  findUser,
  USER,
  userGone,
} from "../account/named_user.ts";
import type { Incident } from "../activity/records.ts";
import { disableAccount } from "../account/operator_actions.ts";
import { showTrail } from "./trail.ts";

/**
 * Records the use of a command.
 *
 * @param userId The account concerned; empty for everyone.
 */
async function record(
  { store, now }: CommandServices,
  kind: "log-out-everyone" | "rotate-keys" | "lock",
  userId = "",
): Promise<void> {
  await store.incidents.add({ id: randomId(), at: now(), kind, userId });
}

/** Ends all current sessions. Known devices stay known. */
const logOutEveryone = command({
  summary: "Log everyone out by ending all sessions.",
  examples: ["incident log-out-everyone", "incident log-out-everyone --yes"],
  options: { yes: YES },
  async run({ services, io }, { yes }) {
    const warning = "This logs everyone out.";
    await confirm(io, { yes, warning, word: "everyone" });
    await services.store.sessions.endEveryone(services.now());
    await record(services, "log-out-everyone");
    return {
      text: "Ended all sessions of all accounts.",
      json: { everyone: true },
      advice: FELT_AT_ONCE,
    };
  },
});

/**
 * Makes a new key and keeps none of the old ones, for when a key may have leaked. Data keys stay:
 * without them, nobody with an authenticator app could log in.
 */
const replaceKeys = command({
  summary: "Replace all signing keys, which invalidates every token.",
  examples: [
    "incident rotate-keys",
    "incident rotate-keys --yes > jwt_keys.json",
  ],
  options: { yes: YES },
  async run({ services, io }, { yes }) {
    const warning = "This logs everyone out and forgets every known device.";
    await confirm(io, { yes, warning, word: "everyone" });
    const outcome = await rotateTokenKeys(services.settings, 0);
    await record(services, "rotate-keys");
    return {
      ...outcome,
      advice:
        `${outcome.advice} The old keys work until the restart: restart ` +
        `now, then end all sessions with "${cliName} incident log-out-everyone".`,
    };
  },
});

/** Locks an account until `users enable`. */
const lock = command({
  summary:
    "Lock an account: end its sessions, and block logins and emailed links.",
  examples: [
    "incident lock ada@example.com",
    "incident lock ada@example.com --yes",
  ],
  args: { user: USER },
  options: { yes: YES },
  async run({ services, io }, { user: name, yes }) {
    const { id, address: word } = await findUser(services, name);
    await confirm(io, {
      yes,
      warning: `This locks the account ${word}.`,
      word,
    });
    const user = await disableAccount(services, id, "locked") ?? userGone(name);
    await record(services, "lock", id);
    const shown = shownAddress(user.address);
    return changedUser(
      user,
      `Locked ${shown} and ended its sessions. ` +
        `To unlock it, run: ${cliName} users enable ${shown}`,
    );
  },
});

/** Lists all incidents, oldest first, with IDs of accounts, which may have been deleted. */
const list = command({
  summary: "List the incident commands that were run.",
  examples: ["incident list"],
  async run({ services: { store } }) {
    const incidents = await store.incidents.list();
    return {
      text: await table(incidents, {
        "TIME (UTC)": ({ at }) => minute(at),
        ACTION: ({ kind }) => kind,
        ACCOUNT: ({ userId }) => userId || "everyone",
      }, "No incidents."),
      json: { incidents: incidents.map(incidentView) },
    };
  },
});

function incidentView({ id, at, kind, userId }: Incident) {
  return { id, at: isoTime(at), kind, userId: userId || null };
}

/** The commands. */
export const incidentCommands: Commands = {
  "incident log-out-everyone": logOutEveryone,
  "incident rotate-keys": replaceKeys,
  "incident lock": lock,
  "incident trail": showTrail,
  "incident list": list,
};
