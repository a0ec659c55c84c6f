/**
 * Listening to what other processes change, on a connection of its own that is made
 * anew whenever it is lost.
 *
 * @module
 */
import { deadline } from "../../deadline.ts";
import type { ChangeFollower } from "../session_changes.ts";
import { Client, type ConnectionConfig, limitTimes } from "./connection.ts";
import { CHANNEL, readNotice, SCHEMA_NOTICE } from "./notices.ts";

/** The shortest and the longest pause before connecting again, in milliseconds: each is twice the one before. */
const BACK_OFF_MS = { least: 100, most: 5_000 };

/** How often a silent connection is asked whether it is still there, in milliseconds. */
const ASK_EVERY_MS = 10_000;

/** How long taking leave of the server may take, in milliseconds. */
const LEAVE_MS = 1_000;

/** Who wants to be told, also when another process has brought the database up to date. */
export interface Follower extends ChangeFollower {
  schemaChanged(): void;
}

/** Listens until it is closed. */
export function startListening(
  config: ConnectionConfig,
  follower: Follower,
): { close(): Promise<void> } {
  const closing = new AbortController();
  const ended = listenOn(config, follower, closing.signal);
  return {
    close() {
      closing.abort();
      return ended;
    },
  };
}

async function listenOn(
  config: ConnectionConfig,
  follower: Follower,
  closing: AbortSignal,
): Promise<void> {
  let pauseMs = BACK_OFF_MS.least;
  while (true) {
    try {
      await listenOnce(config, follower, closing, () => {
        pauseMs = BACK_OFF_MS.least;
      });
    } catch {
      // What is wrong with the database is said to whoever asks it something.
    }
    if (closing.aborted) return;
    follower.listening(false);
    await pause(pauseMs, closing);
    pauseMs = Math.min(pauseMs * 2, BACK_OFF_MS.most);
  }
}

/** Listens until the connection is lost or `closing` says so. */
async function listenOnce(
  config: ConnectionConfig,
  follower: Follower,
  closing: AbortSignal,
  succeeded: () => void,
): Promise<void> {
  const client = new Client(config);
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
  client.on("error", () => lose());
  client.on("end", () => lose());
  const leave = () => lose();
  closing.addEventListener("abort", leave);
  client.on("notification", ({ payload }) => {
    if (payload === SCHEMA_NOTICE) follower.schemaChanged();
    follower.changed(readNotice(payload));
  });
  let asking: ReturnType<typeof setInterval> | undefined;
  try {
    await client.connect();
    await limitTimes(client);
    await client.query(`listen ${CHANNEL}`);
    follower.listening(true);
    succeeded();
    asking = setInterval(
      () => client.query("select 1").catch(leave),
      ASK_EVERY_MS,
    );
    await lost;
  } finally {
    clearInterval(asking);
    closing.removeEventListener("abort", leave);
    await deadline(client.end(), LEAVE_MS).catch(() => {});
  }
}

/** Waits, but not when `closing` says so. Half of it is chance, so that processes do not come back all at once. */
function pause(milliseconds: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      closing.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds * (0.5 + Math.random() / 2));
    if (closing.aborted) done();
    else closing.addEventListener("abort", done);
  });
}
