import assert from "node:assert/strict";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import {
  type Authenticated,
  CHANGES,
  type LastingChange,
  OTHER_CHANGES,
} from "../../testing/lasting_changes.ts";
import { clientInfo } from "../../testing/login_request.ts";
import {
  addUser,
  type TestServices,
  testServices,
} from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { authenticatorApp } from "../authenticator_app/feature.ts";
import { passkeys } from "../passkeys/feature.ts";
import { recoveryCodes } from "../recovery_codes/feature.ts";
import { secureAccount } from "../secure_account/secure_account.ts";
import { undoData } from "../secure_account/undo_factors.ts";
import { issueToken } from "../tokens/one_time_tokens.ts";
import { SessionEnded } from "./live_session.ts";
import { startSession } from "./sessions.ts";

const features = [authenticatorApp, recoveryCodes, passkeys];
const site = { ...TEST_SITE, features };
const ROUNDS = 6;

async function authenticated(
  services: TestServices,
  { passwordHash }: LastingChange,
  round: number,
): Promise<Authenticated> {
  const added = await addUser(services, {
    address: `ada${round}@example.com`,
    password: "correct horse",
  });
  const user = passwordHash === undefined
    ? added
    : await services.store.users.update(added.id, { passwordHash });
  const { session } = await startSession(services, user!, {
    remembered: false,
    userAgent: null,
    provedAt: services.now(),
  });
  return { services, user: user!, session };
}

const opened = ({ settings }: Pick<TestDatabase, "settings">) =>
  testServices({ site, settings });

/** Presses "This wasn't me". */
async function press({ services, user }: Authenticated): Promise<void> {
  const token = await issueToken(services, {
    purpose: "secure_account",
    user,
    data: undoData(services.now()),
  });
  assert.ok(await secureAccount(services, token, clientInfo()));
}

/** The ways in which a session ends. */
const ENDS: Readonly<Record<string, (of: Authenticated) => Promise<unknown>>> =
  {
    one: ({ services: { store }, session }) => store.sessions.end(session.id),
    all: ({ services: { store }, user }) => store.sessions.endAll(user.id),
    everyone: ({ services: { store, now } }) =>
      store.sessions.endEveryone(now()),
  };

for (const [name, change] of Object.entries(CHANGES)) {
  onEachDatabase(
    `“This wasn't me” at the same time leaves nothing: ${name}`,
    async (test) => {
      await using services = await opened(test);
      for (let round = 0; round < ROUNDS; round++) {
        const context = await authenticated(services, change, round);
        const prepared = await change.prepare(context);
        const made = () =>
          change.make(context, prepared).catch((error) =>
            assert.ok(error instanceof SessionEnded, error)
          );
        const both = [made, () => press(context)];
        if (round % 2 === 1) both.reverse();
        await Promise.all(both.map((run) => run()));
        assert.equal(await change.isMade(context, prepared), false);
      }
    },
  );
}

for (const [name, change] of Object.entries({ ...CHANGES, ...OTHER_CHANGES })) {
  onEachDatabase(`not in a session that has ended: ${name}`, async (test) => {
    await using services = await opened(test);
    let round = 0;
    for (const [how, end] of Object.entries(ENDS)) {
      // A login that trusts the browser has no session yet.
      if (name === "a trusted browser" && end !== ENDS.all) continue;
      const context = await authenticated(services, change, round++);
      const prepared = await change.prepare(context);
      await end(context);
      await assert.rejects(
        async () => await change.make(context, prepared),
        SessionEnded,
        how,
      );
      assert.equal(await change.isMade(context, prepared), false, how);
      services.clock.advance(1000); // After the end of everyone's sessions.
    }
  });
}

for (const [name, change] of Object.entries({ ...CHANGES, ...OTHER_CHANGES })) {
  onEachDatabase(`in a live session: ${name}`, async (test) => {
    await using services = await opened(test);
    const context = await authenticated(services, change, 0);
    const prepared = await change.prepare(context);
    assert.equal(await change.isMade(context, prepared), false);
    await change.make(context, prepared);
    assert.equal(await change.isMade(context, prepared), true);
  });
}
