/**
 * Kills the app repeatedly under a mixed load, and checks after each restart
 * that everything acknowledged is still there.
 *
 * @module
 */
import { readSettings, type Services } from "@latchkey/core";
import {
  newDataKeys,
  newKeys,
  startMailServer,
  until,
} from "@latchkey/core/testing";
import type { OwnPostgresServer } from "@latchkey/core/testing/databases";
import { openServices } from "@latchkey/core/server";
import { site } from "../../../lib/site.ts";
import {
  type AppProcess,
  killAtStart,
  startApp,
} from "../../resilience/app_process.ts";
import { asked } from "./requests.ts";
import { checkMails } from "./mails.ts";
import { checkRecoveries, passTime } from "./recoveries.ts";
import { pause, Scenario } from "./scenario.ts";
import { Broken } from "./person.ts";
import { type Chance, seeded } from "./seeded.ts";

/**
 * How long the app may answer 503 after its database server is back, in
 * milliseconds: it reconnects once a second at least, and a slow machine gets
 * as much again.
 */
const LONGEST_RETURN_MS = 2_000;

/** What is tested, and how. */
export interface CrashTestOptions {
  /** How often the app is killed. */
  readonly kills: number;
  readonly seed: number;
  /** The settings that name the database: `DATABASE_FILE` or `DATABASE_URL`. */
  readonly database: Readonly<Record<string, string>>;
  /**
   * The database server, if there is one: it is restarted under load before
   * each tenth kill.
   */
  readonly server?: Pick<OwnPostgresServer, "stop" | "start">;
  /** Receives progress. */
  readonly progress?: (kills: number) => void;
}

/** The results of a run without losses. */
export interface CrashTestReport {
  readonly kills: number;
  /** Kills before the app was serving. */
  readonly killsAtStart: number;
  /** How often the database server was restarted. */
  readonly restarts: number;
  readonly requests: number;
  readonly accounts: number;
  /** Acknowledged writes by kind. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** Writes without an answer, which may or may not have taken effect. */
  readonly unanswered: number;
  /** Ended sessions that were tried again. */
  readonly endedSessions: number;
  readonly mails: number;
  /** Emails that arrived twice. */
  readonly copies: number;
}

/**
 * Of ten kills, the first happens during the app's start and the fifth follows
 * a restart of the database server.
 */
const ROUND = { kills: 10, atStart: 1, afterRestart: 5 } as const;

/** The latest moment of a kill during the app's start, in milliseconds. */
const LONGEST_START_MS = 600;

/**
 * Crashes the app.
 *
 * @throws {Broken} when something acknowledged was lost, or something ended is
 * back.
 */
export async function crashTest(
  { kills, seed, database, server, progress }: CrashTestOptions,
): Promise<CrashTestReport> {
  await using mailServer = await startMailServer();
  const env = {
    ...database,
    APP_ENV: "test",
    DATA_KEYS: newDataKeys(),
    JWT_KEYS: newKeys(),
    RECOVERY_WAIT_HOURS: "1",
    SIGN_UP: "open",
    SMTP_URL: `smtp://localhost:${mailServer.port}`,
    TRUST_PROXY: "1",
  };
  const chance = seeded(seed);
  const scenario = new Scenario(chance, mailServer);
  const [before, began] = [asked(), performance.now()];
  let [killsAtStart, restarts] = [0, 0];
  for (let kill = 1; kill <= kills; kill++) {
    const turn = kill % ROUND.kills;
    if (turn === ROUND.atStart) {
      await killDuringStart(scenario, chance, env);
      killsAtStart++;
    } else if (server && turn === ROUND.afterRestart) {
      await killUnderLoad(scenario, env, server);
      restarts++;
    } else await killUnderLoad(scenario, env);
    await withDatabase(env, async ({ store, database }) => {
      await checkAddresses(store);
      await passTime(database);
    });
    progress?.(kill);
  }
  await finish(scenario, env);
  await finishRecoveries(scenario, env);
  await withDatabase(
    env,
    (services) =>
      checkRecoveries(services, scenario.people, mailServer.arrived),
  );
  const { mails, copies } = checkMails(
    mailServer.arrived,
    scenario.people,
    performance.now() - began,
  );
  return {
    kills,
    killsAtStart,
    restarts,
    requests: asked() - before,
    accounts: scenario.people.length,
    acknowledged: Object.fromEntries(scenario.acknowledged),
    unanswered: scenario.unanswered,
    endedSessions: scenario.people.reduce(
      (sum, { over }) => sum + over.length,
      0,
    ),
    mails,
    copies,
  };
}

/**
 * Kills the app at some moment before it serves; tries again if it was faster.
 */
async function killDuringStart(
  scenario: Scenario,
  chance: Chance,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  for (;;) {
    const { said, hasServed } = await killAtStart(
      { env },
      chance.number(LONGEST_START_MS),
    );
    scenario.hear(said);
    if (!hasServed) return;
  }
}

/**
 * Kills the app under load. A database server is restarted first, and the app
 * must recover from that soon.
 */
async function killUnderLoad(
  scenario: Scenario,
  env: Readonly<Record<string, string>>,
  server?: Pick<OwnPostgresServer, "stop" | "start">,
): Promise<void> {
  const app = await startApp({ env });
  try {
    await scenario.settle(app);
    if (server) {
      await scenario.load(app, async () => {
        await server.stop();
        await server.start();
      });
      await until(() => isReady(app), LONGEST_RETURN_MS);
      await scenario.settle(app);
    }
    await scenario.load(app, () => app.end("SIGKILL"));
  } finally {
    await app.end("SIGKILL");
  }
  scenario.hear(app.said());
}

async function isReady({ address }: AppProcess): Promise<boolean> {
  const { ok, body } = await fetch(`${address}/readyz`);
  await body?.cancel();
  return ok;
}

/**
 * Checks every user a last time, and waits until every queued email is sent.
 */
async function finish(
  scenario: Scenario,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  // An email being sent stays claimed by the killed process for five more
  // minutes.
  await withDatabase(env, async ({ store: { mailQueue } }) => {
    let cursor: string | undefined;
    do {
      const page = await mailQueue.list({ limit: 100, cursor });
      for (const { id } of page.items) await mailQueue.retry(id, Date.now());
      cursor = page.cursor;
    } while (cursor);
  });
  await withoutLoad(scenario, env, () => Promise.resolve());
}

/** The most starts that a recovery needs from its first stage to its last. */
const MOST_STARTS = 8;

/** Finishes every recovery, whose stages advance at each start. */
async function finishRecoveries(
  scenario: Scenario,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  let isAnyLeft = true;
  for (let start = 0; isAnyLeft; start++) {
    if (start === MOST_STARTS) throw new Broken("a recovery never ends");
    await withDatabase(env, ({ database }) => passTime(database));
    await withoutLoad(scenario, env, async (app) => {
      isAnyLeft = await scenario.finishRecoveries(app);
      await scenario.check(app);
    });
  }
}

/** Checks every user, and waits until every queued email is sent. */
async function withoutLoad(
  scenario: Scenario,
  env: Readonly<Record<string, string>>,
  act: (app: AppProcess) => Promise<void>,
): Promise<void> {
  const app = await startApp({ env });
  try {
    await scenario.check(app);
    await act(app);
    await withDatabase(env, async ({ store: { mailQueue } }) => {
      for (let attempt = 0; attempt < 300; attempt++) {
        if ((await mailQueue.list({ limit: 1 })).items.length === 0) return;
        await pause(100);
      }
      throw new Broken("queued emails are never sent");
    });
  } finally {
    await app.end("SIGTERM");
  }
  scenario.hear(app.said());
}

/** No address has two accounts, and each account is found by its address. */
async function checkAddresses({ users }: Services["store"]): Promise<void> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await users.list({ limit: 100, cursor });
    for (const { id, addressKey } of page.items) {
      const found = await users.byAddressKey(addressKey);
      if (seen.has(addressKey) || found?.id !== id) {
        throw new Broken(`${addressKey} has two accounts`);
      }
      seen.add(addressKey);
    }
    cursor = page.cursor;
  } while (cursor);
}

async function withDatabase(
  env: Readonly<Record<string, string>>,
  use: (opened: Services) => Promise<void>,
): Promise<void> {
  const { APP_ENV, DATABASE_FILE, DATABASE_URL } = env;
  const settings = readSettings(site, {
    APP_ENV,
    DATABASE_FILE,
    DATABASE_URL,
  });
  const opened = await openServices(site, settings);
  try {
    await use(opened);
  } finally {
    await opened.store.close();
  }
}
