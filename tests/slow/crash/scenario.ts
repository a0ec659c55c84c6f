/**
 * Users of the app while faults occur, and what they find.
 *
 * @module
 */
import pLimit from "p-limit";
import { type MailServer, until } from "@latchkey/core/testing";
import type { AppProcess } from "../../resilience/app_process.ts";
import {
  ACTIONS,
  canAddApp,
  canConfirm,
  chooseAction,
  signUp,
} from "./actions.ts";
import { Broken, type Person, settle } from "./person.ts";
import { canRecover } from "./recovery.ts";
import type { Scene } from "./scene.ts";
import type { Chance } from "./seeded.ts";

/** Concurrent users. */
const WORKERS = 8;

/** The maximum number of accounts: each is checked after each kill. */
const MOST_PEOPLE = 60;

/** The maximum number of people with second factors, who log in more slowly. */
const MOST_OWNERS = 10;

/**
 * As many of them then log in at once: the hash queue has 48 places for
 * strangers.
 */
const AT_ONCE = 20;

/** How long the first email may take, in milliseconds. */
const LONGEST_MAIL_MS = 10_000;

/** The longest load before a fault, in milliseconds. */
const LONGEST_CALM_MS = 700;

/**
 * How long a user without an answer waits before the next action, in
 * milliseconds.
 */
const PATIENCE_MS = 50;

/** One run: its users, and what they did. */
export class Scenario {
  people: Person[] = [];
  unanswered = 0;
  readonly acknowledged = new Map<string, number>();
  readonly #chance: Chance;
  readonly #mailServer: MailServer;
  #names = 0;

  constructor(chance: Chance, mailServer: MailServer) {
    this.#chance = chance;
    this.#mailServer = mailServer;
  }

  /** Checks the users, and gets some of them ready for the load. */
  async settle(app: AppProcess): Promise<void> {
    await this.check(app);
    await this.#setUpFactors(app);
  }

  /** Checks that the app knows every user as it should. */
  async check(app: AppProcess): Promise<void> {
    const known = await pLimit(AT_ONCE).map(
      this.people,
      (person) => settle(app, person),
    );
    this.people = this.people.filter((_, index) => known[index]);
  }

  /**
   * Without load, so that some people have second factors, and recover their
   * accounts without them, however slow the app is.
   */
  async #setUpFactors(app: AppProcess): Promise<void> {
    const scene = this.#scene(app);
    const act = async (action: string, person: Person) =>
      await this.#note(action, await ACTIONS[action](scene, person));
    if (this.people.length === 0) await this.#signUpFirst(app);
    const owners = this.people.filter(({ factors }) => factors !== null);
    const able = this.people.filter((person) => canAddApp(scene, person));
    const person = able.find(({ verified }) => verified) ??
      able.find((person) => canConfirm(scene, person)) ?? able[0];
    if (person && owners.length < MOST_OWNERS) {
      if (canConfirm(scene, person)) await act("confirm", person);
      await act("addApp", person);
    }
    const lost = this.people.find(canRecover);
    const isOver = this.people.every(({ recovery }) => recovery === null);
    if (lost && isOver) await act("startRecovery", lost);
  }

  /** Signs someone up, and waits until they can confirm their address. */
  async #signUpFirst(app: AppProcess): Promise<void> {
    const scene = this.#scene(app);
    const person = await signUp(scene, false);
    this.people.push(person);
    await this.#note("signUp", person.exists);
    await until(() => canConfirm(scene, person), LONGEST_MAIL_MS);
    await this.#note("logIn", await ACTIONS.logIn(scene, person));
  }

  /**
   * Finishes every recovery that is ready, without load.
   *
   * @returns Whether any other is still running.
   */
  async finishRecoveries(app: AppProcess): Promise<boolean> {
    const scene = this.#scene(app);
    let isAnyLeft = false;
    for (const person of this.people) {
      if (person.recovery === "ready") {
        const isDone = await ACTIONS.finishRecovery(scene, person);
        await this.#note("finishRecovery", isDone);
      }
      if (person.recovery !== null) isAnyLeft = true;
    }
    return isAnyLeft;
  }

  /** Runs user actions until a fault occurs, and during it. */
  async load(app: AppProcess, fault: () => Promise<unknown>): Promise<void> {
    const scene = this.#scene(app);
    let isOver = false;
    const idle = [...this.people];
    const work = Array.from({ length: WORKERS }, async () => {
      while (!isOver) await this.#doSomething(scene, idle);
    });
    try {
      await pause(this.#chance.number(LONGEST_CALM_MS));
      await fault();
    } finally {
      isOver = true;
    }
    await Promise.all(work);
  }

  /**
   * Looks for errors in the app's output. An unavailable database is expected.
   */
  hear(said: string): void {
    const fault = said.match(
      /^(?:\S+ error (?!.*StoreUnavailableError)|.*(?:Uncaught|panicked)).*$/m,
    );
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
      return await this.#note("signUp", signedUp.exists);
    }
    const action = chooseAction(scene, person);
    const isDone = await ACTIONS[action](scene, person);
    await this.#note(action, isDone);
    // What wasn't answered is checked when the fault is over.
    if (isDone) idle.push(person);
  }

  async #note(action: string, isAcknowledged: boolean): Promise<void> {
    if (isAcknowledged) {
      this.acknowledged.set(action, (this.acknowledged.get(action) ?? 0) + 1);
    } else {
      this.unanswered++;
      await pause(PATIENCE_MS);
    }
  }

  #scene(app: AppProcess): Scene {
    return {
      app,
      chance: this.#chance,
      word: () => `kettle.of.${++this.#names}.${this.#chance.number(1e9)}`,
      tokenFor: (address, path) => {
        const link = new RegExp(`${path}\\?token=([\\w-]{43})`);
        const mail = this.#mailServer.arrived.findLast(
          ({ text, recipients }) =>
            recipients.includes(address) && link.test(text),
        );
        return mail?.text.match(link)?.[1] ?? null;
      },
    };
  }
}

/** Waits some milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
