/**
 * A site whose users have a second factor that they can lose.
 *
 * @module
 */
import { defineFeature } from "../feature.ts";
import { accountRecovery } from "../features/account_recovery/feature.ts";
import type { User } from "../features/account/user.ts";
import type { Settings } from "../settings/settings.ts";
import {
  addUser,
  type TestOverrides,
  type TestServices,
  testServices,
} from "./services.ts";
import { TEST_SITE } from "./site.ts";

/** A factor that every user has until it is reset. Its proof is the word "token". */
export const tokenFactor = defineFeature({
  name: "token",
  migrations: {
    "0001_lost_tokens": ({ key, strict }) => `
      create table lost_tokens (
        user_id ${key} primary key references users (id) on delete cascade
      ) ${strict};`,
  },
  tables: { lost_tokens: { userId: "user_id" } },
  queries: (db) => ({
    isLost: async (userId: string) =>
      await db.selectFrom("lostTokens").select("userId")
        .where("userId", "=", userId).executeTakeFirst() !== undefined,
    lose: async (userId: string) =>
      void await db.insertInto("lostTokens").values({ userId }).execute(),
  }),
  factor: {
    asked: "always",
    isSetUp: async (tokens, { id }) => !await tokens.isLost(id),
    verify: (_tokens, { proof }) => Promise.resolve(proof === "token"),
    reset: (tokens, userId) => tokens.lose(userId),
  },
});

/** The site. */
export const RECOVERING_SITE = {
  ...TEST_SITE,
  features: [...TEST_SITE.features, tokenFactor, accountRecovery],
};

/** Services with an account, and what drives its recovery. */
export interface Recovering extends AsyncDisposable {
  readonly services: TestServices;
  readonly ada: User;
  /** Moves the clock, and runs the job as often as a server would, if every half hour. */
  wait(hours: number): Promise<void>;
  /** Runs the job once, and sends what it queued. */
  step(): Promise<void>;
  /** Starts a recovery of Ada's account. */
  start(): Promise<string>;
}

/**
 * Opens them, with the wait that is the default: 72 hours. A database that has the account
 * already is opened like after a restart.
 *
 * @param hours How many hours after the start of the tests' clock it is.
 */
export async function recovering(
  settings: Partial<Settings> = {},
  { hours = 0, ...overrides }: TestOverrides & { readonly hours?: number } = {},
): Promise<Recovering> {
  const services = await testServices({
    site: RECOVERING_SITE,
    ...overrides,
    settings,
  });
  services.clock.advance(hours * 60 * 60 * 1000);
  const ada = await services.store.users.byAddressKey("ada@example.com") ??
    await addUser(services);
  const recoveries = services.use(accountRecovery);
  const step = async () => {
    await recoveries.advanceAll();
    await services.mail.settled();
  };
  return {
    services,
    ada,
    step,
    async wait(hours) {
      for (let halves = 0; halves < hours * 2; halves++) {
        services.clock.advance(30 * 60 * 1000);
        await step();
      }
    },
    async start() {
      const result = await recoveries.start(ada.id, {
        client: null,
        language: "en",
      });
      if (result.is !== "started") throw new Error(result.is);
      await services.mail.settled();
      return result.recovery.id;
    },
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}
