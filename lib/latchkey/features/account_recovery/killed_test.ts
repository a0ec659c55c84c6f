/** A process that is killed leaves a recovery as it was before a step, or after it. */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import { createUse } from "../../feature.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import {
  type Recovering,
  recovering,
  tokenFactor,
} from "../../testing/recovering.ts";
import { accountRecovery } from "./feature.ts";

class Killed extends Error {}

/** The recoveries of a process that is killed before or after it commits. */
function killedProcess({ services }: Recovering, when: "before" | "after") {
  const { database } = services;
  const transaction: typeof database.transaction = async (work) => {
    if (when === "before") {
      return await database.transaction(async (db) => {
        await work(db);
        throw new Killed();
      });
    }
    await database.transaction(work);
    throw new Killed();
  };
  const dying = { ...services, database: { ...database, transaction } };
  return createUse(dying)(accountRecovery);
}

/** Everything that a step changes. */
async function everything(
  { services, ada }: Recovering,
  { edit }: TestDatabase,
) {
  const user = await services.store.users.byId(ada.id);
  return {
    rows: await edit("select * from account_recoveries"),
    emails: await edit("select kind from emails order by kind"),
    activity: await edit("select kind from activity order by kind"),
    isLost: await services.use(tokenFactor).isLost(ada.id),
    epochs: [user?.sessionEpoch, user?.credentialEpoch],
    passwordHash: user?.passwordHash,
  };
}

/** The steps, each with what comes before it, and the emails it sends. */
const STEPS = {
  start: {
    prepare: () => Promise.resolve(""),
    step: (process, { ada }) =>
      process.start(ada.id, { client: null, language: "en" }),
    subjects: ["Someone is recovering your account"],
  },
  cancel: {
    prepare: (test) => test.start(),
    step: (process, { ada }) =>
      process.cancel(ada.id, { by: "session", client: null }),
    subjects: ["Your account recovery was stopped"],
  },
  remind: {
    async prepare(test) {
      const id = await test.start();
      await test.step();
      await test.wait(47.5);
      test.services.clock.advance(30 * 60 * 1000);
      return id;
    },
    step: (process) => process.advanceAll(),
    subjects: ["Your account recovery is almost over"],
  },
  complete: {
    async prepare(test) {
      const id = await test.start();
      await test.wait(75);
      return id;
    },
    step: (process, { ada }, id) =>
      process.complete(ada.id, { id, passwordHash: "new", client: null }),
    subjects: ["Your account was recovered"],
  },
} satisfies Record<string, {
  prepare(test: Recovering): Promise<string>;
  step(
    process: ReturnType<typeof killedProcess>,
    test: Recovering,
    id: string,
  ): Promise<unknown>;
  subjects: readonly string[];
}>;

for (const [name, { prepare, step, subjects }] of Object.entries(STEPS)) {
  onEachDatabase(`killed before ${name} is committed`, async (database) => {
    await using test = await recovering(database.settings);
    const id = await prepare(test);
    await test.services.mail.settled();
    const before = await everything(test, database);
    await rejects(step(killedProcess(test, "before"), test, id), Killed);
    equal(await everything(test, database), before);
  });

  onEachDatabase(`killed after ${name} is committed`, async (database) => {
    await using test = await recovering(database.settings);
    const id = await prepare(test);
    const { mailbox, mail } = test.services;
    await mail.settled();
    const before = mailbox.messages().length;
    await rejects(step(killedProcess(test, "after"), test, id), Killed);
    equal(mailbox.messages().length, before);
    await mail.deliver(); // As another process does within 15 seconds.
    const sent = mailbox.messages().slice(0, -before || undefined);
    equal(sent.map(({ subject }) => subject), subjects);
  });
}
