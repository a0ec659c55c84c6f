import { deepStrictEqual as equal } from "node:assert/strict";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { recovering } from "../../testing/recovering.ts";
import { accountRecovery } from "./feature.ts";
import type { StoppedBy } from "./tables.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const REQUEST = { client: null, language: "en" } as const;

/** Ada's account, whose recoveries others stop. */
async function stopping({ settings }: Pick<TestDatabase, "settings">) {
  const test = await recovering(settings);
  const { services, ada, start } = test;
  const { users } = services.store;
  const recoveries = services.use(accountRecovery);
  return {
    ...test,
    /** Starts a recovery as soon as that is possible, and stops it. */
    async stop(by: StoppedBy): Promise<void> {
      const result = await recoveries.start(ada.id, REQUEST);
      if (result.is === "paused") {
        services.clock.advance(result.until - services.now());
        await start();
      }
      await recoveries.cancel(ada.id, { by, client: null });
    },
    /** Replaces the password, as a link in an email does. */
    async setPassword(next: string): Promise<void> {
      const user = await users.byId(ada.id);
      await users.changePassword(ada.id, user!.passwordHash, next);
    },
    /** The days until another recovery can be started; 0 if it was just started. */
    async daysLeft(): Promise<number> {
      const result = await recoveries.start(ada.id, REQUEST);
      return result.is === "paused"
        ? (result.until - services.now()) / DAY_MS
        : 0;
    },
  };
}

/** Who can stop a recovery without a second factor. */
const WITHOUT_FACTOR = ["session", "link", "deletion"] as const;

for (const by of WITHOUT_FACTOR) {
  onEachDatabase(
    `a thief with the password (${by}) can't pause recoveries beyond a new password`,
    async (test) => {
      await using own = await stopping(test);
      for (let times = 0; times < 5; times++) await own.stop(by);
      equal(await own.daysLeft(), 16);
      await own.setPassword("another");
      equal(await own.daysLeft(), 0);
    },
  );
}

onEachDatabase(
  "with a second factor, the owner pauses the recoveries of a thief who sets new passwords by email",
  async (test) => {
    await using own = await stopping(test);
    for (let times = 0; times < 3; times++) {
      await own.stop("factor");
      await own.setPassword(`thief ${times}`);
    }
    equal(await own.daysLeft(), 4);
  },
);

onEachDatabase(
  "without one, a stop still pauses a thief who knows the password",
  async (test) => {
    await using own = await stopping(test);
    await own.stop("link");
    equal(await own.daysLeft(), 1);
    await own.setPassword("unusable");
    await own.stop("link");
    equal(await own.daysLeft(), 1, "and the first stop counts no more");
  },
);

for (const by of ["password_change", "secure_account"] as const) {
  onEachDatabase(
    `no pause after a stop with a new password (${by})`,
    async (test) => {
      await using own = await stopping(test);
      const { services, ada, start, setPassword } = own;
      await start();
      await setPassword("another");
      const recoveries = services.use(accountRecovery);
      await recoveries.cancel(ada.id, { by, client: null });
      equal(await own.daysLeft(), 0);
    },
  );
}

onEachDatabase(
  "a recovery that began before an upgrade counts whatever the password",
  async (test) => {
    await using own = await stopping(test);
    await own.start();
    await test.edit("update account_recoveries set credential_epoch = null");
    await own.stop("session");
    await own.setPassword("another");
    equal(await own.daysLeft(), 1);
  },
);
