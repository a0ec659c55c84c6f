/**
 * Kills the app again and again under a mixed load, and looks after each restart
 * whether it knows all that it had acknowledged.
 *
 * @module
 */
import { generateKey } from "../../lib/auth/keys.ts";
import { readSettings } from "../../lib/settings.ts";
import { openStore } from "../../lib/store/open.ts";
import type { Store } from "../../lib/store/store.ts";
import { type MailServer, startMailServer } from "../mail/mail_server.ts";
import { type AppProcess, startApp } from "../unshaken/app_process.ts";
import { asked } from "./asking.ts";
import { chooseDeed, DEEDS, type Scene, signUp, SUBJECTS } from "./deeds.ts";
import { checkMails } from "./mails.ts";
import { Broken, type Person, settle } from "./person.ts";
import { type Chance, seeded } from "./seeded.ts";

/** What is tortured, and how. */
export interface TortureOptions {
  /** How often the app is killed. */
  readonly kills: number;
  readonly seed: number;
  /** The settings that name the database: `KV_PATH` or `DATABASE_URL`. */
  readonly database: Readonly<Record<string, string>>;
  /** Is told what has been done, now and then. */
  readonly progress?: (kills: number) => void;
}

/** What was done, and found whole. */
export interface TortureReport {
  readonly kills: number;
  readonly requests: number;
  readonly accounts: number;
  /** Acknowledged writes, by what they were. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** Writes that were never answered: they may have been done or not. */
  readonly unanswered: number;
  /** Ended sessions that were tried again. */
  readonly endedSessions: number;
  readonly mails: number;
  /** Mails that came a second time. */
  readonly copies: number;
}

/** How many people are at it at once. */
const WORKERS = 8;

/** How many accounts there are at most: each is looked at after each kill. */
const MOST_PEOPLE = 60;

/** The longest that the app lives under the load before it is killed, in milliseconds. */
const LONGEST_LIFE_MS = 700;

/**
 * Tortures the app.
 *
 * @throws {Broken} when something acknowledged was lost, or something ended is back.
 */
export async function torture(
  { kills, seed, database, progress }: TortureOptions,
): Promise<TortureReport> {
  await using mailServer = await startMailServer();
  const env = {
    ...database,
    APP_ENV: "test",
    JWT_KEYS: JSON.stringify({ keys: [generateKey()] }),
    SIGN_UP: "open",
    SMTP_URL: `smtp://localhost:${mailServer.port}`,
    TRUST_PROXY: "1",
  };
  const ordeal = new Ordeal(seeded(seed), mailServer);
  const before = asked();
  for (let kill = 1; kill <= kills; kill++) {
    const app = await startApp({ env });
    try {
      await ordeal.settle(app);
      await ordeal.load(app);
    } finally {
      await app.end("SIGKILL");
    }
    ordeal.hear(app);
    await withStore(env, checkAddresses);
    progress?.(kill);
  }
  await finish(ordeal, env);
  const { mails, copies } = checkMails(mailServer.arrived, ordeal.people);
  return {
    kills,
    requests: asked() - before,
    accounts: ordeal.people.length,
    acknowledged: Object.fromEntries(ordeal.acknowledged),
    unanswered: ordeal.unanswered,
    endedSessions: ordeal.people.reduce(
      (sum, { over }) => sum + over.length,
      0,
    ),
    mails,
    copies,
  };
}

/** One run: who there is, and what they did. */
class Ordeal {
  people: Person[] = [];
  unanswered = 0;
  readonly acknowledged = new Map<string, number>();
  readonly #chance: Chance;
  readonly #mailServer: MailServer;
  #words = 0;

  constructor(chance: Chance, mailServer: MailServer) {
    this.#chance = chance;
    this.#mailServer = mailServer;
  }

  /** Looks whether the app knows everybody as it should. */
  async settle(app: AppProcess): Promise<void> {
    const known = await Promise.all(
      this.people.map((person) => settle(app, person)),
    );
    this.people = this.people.filter((_, index) => known[index]);
  }

  /** Lets people do things until the app is killed under them. */
  async load(app: AppProcess): Promise<void> {
    const scene = this.#scene(app);
    let isOver = false;
    const idle = [...this.people];
    const work = Array.from({ length: WORKERS }, async () => {
      while (!isOver) await this.#doSomething(scene, idle);
    });
    await pause(this.#chance.number(LONGEST_LIFE_MS));
    isOver = true; // Those under way are cut off: nobody waits for their answers.
    await app.end("SIGKILL");
    await Promise.all(work);
  }

  /** Looks for faults in what the app has said. */
  hear(app: AppProcess): void {
    const fault = app.said().match(/^.*(?: error |Uncaught|panicked).*$/m);
    if (fault) throw new Broken(`the app said: ${fault[0]}`);
  }

  async #doSomething(scene: Scene, idle: Person[]): Promise<void> {
    const { chance } = scene;
    const isNew = this.people.length < MOST_PEOPLE && chance.number(5) === 0;
    const person = isNew || idle.length === 0
      ? null
      : idle.splice(chance.number(idle.length), 1)[0];
    if (!person) {
      if (this.people.length >= MOST_PEOPLE) return await pause(1);
      const signedUp = await signUp(scene);
      this.people.push(signedUp);
      return this.#note("signUp", signedUp.exists);
    }
    const deed = chooseDeed(chance, person);
    const isDone = await DEEDS[deed](scene, person);
    this.#note(deed, isDone);
    // What was not answered is found out at the next restart.
    if (isDone) idle.push(person);
  }

  #note(deed: string, isAcknowledged: boolean): void {
    if (!isAcknowledged) this.unanswered++;
    else {
      this.acknowledged.set(deed, (this.acknowledged.get(deed) ?? 0) + 1);
    }
  }

  #scene(app: AppProcess): Scene {
    return {
      app,
      chance: this.#chance,
      word: () => `word${++this.#words}-${this.#chance.number(1e9)}`,
      confirmationFor: (address) => {
        const mail = this.#mailServer.arrived.findLast(
          ({ subject, recipients }) =>
            subject === SUBJECTS.signUp && recipients.includes(address),
        );
        return mail?.text.match(/\/auth\/verify\?token=([\w-]{43})/)?.[1] ??
          null;
      },
    };
  }
}

/** Looks at everybody a last time, and lets every mail go out that still waits. */
async function finish(
  ordeal: Ordeal,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  // A mail that was on its way belongs to the killed process for five minutes more.
  await withStore(env, async ({ mailQueue }) => {
    let cursor: string | undefined;
    do {
      const page = await mailQueue.list({ limit: 100, cursor });
      for (const { id } of page.items) await mailQueue.retry(id, Date.now());
      cursor = page.cursor;
    } while (cursor);
  });
  const app = await startApp({ env });
  try {
    await ordeal.settle(app);
    await withStore(env, async ({ mailQueue }) => {
      for (let tries = 0; tries < 300; tries++) {
        if ((await mailQueue.list({ limit: 1 })).items.length === 0) return;
        await pause(100);
      }
      throw new Broken("mails lie in the queue that nobody sends");
    });
  } finally {
    await app.end("SIGTERM");
  }
  ordeal.hear(app);
}

/** No address has two accounts, and each account is found by its address. */
async function checkAddresses({ users }: Store): Promise<void> {
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

async function withStore(
  env: Readonly<Record<string, string>>,
  use: (store: Store) => Promise<void>,
): Promise<void> {
  const { APP_ENV, KV_PATH, DATABASE_URL } = env;
  const settings = readSettings({ APP_ENV, KV_PATH, DATABASE_URL });
  const store = await openStore(
    { ...settings, sessionCacheSeconds: 0 },
    Date.now,
  );
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
