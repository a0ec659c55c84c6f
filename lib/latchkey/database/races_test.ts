/** Races between two processes, in either order. */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { Store } from "../store.ts";
import {
  aCode,
  aMail,
  anActivity,
  anAddressChange,
  aSession,
  aToken,
  aUser,
  HOUR,
  NOW,
} from "../testing/database/fixtures.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";

/** How often each race is run, started by either in turn. */
const ROUNDS = 20;

/** Declares a race between two processes. */
function raceTest(
  sentence: string,
  body: (one: Store, other: Store) => Promise<void>,
): void {
  onEachDatabase(sentence, async ({ open }) => {
    const [one, other] = [(await open()).store, (await open()).store];
    for (let round = 0; round < ROUNDS; round++) {
      await (round % 2 ? body(one, other) : body(other, one));
    }
  });
}

raceTest(
  "accepts a link or its code, but not both, when used at the same time",
  async (one, other) => {
    const [token, code] = [aToken(), aCode()];
    await one.oneTimeTokens.create(token);
    await one.oneTimeCodes.create(code);
    const [used, right] = await Promise.all([
      one.oneTimeTokens.consume(token.hash),
      other.oneTimeCodes.try("ada", "verify", [code.mac], NOW),
    ]);
    equal([used !== null, right].filter(Boolean).length, 1);
  },
);

raceTest(
  "accepts one of two links of a kind used at the same time",
  async (one, other) => {
    const tokens = [aToken(), aToken()];
    for (const token of tokens) await one.oneTimeTokens.create(token);
    const used = await Promise.all([
      one.oneTimeTokens.consume(tokens[0].hash),
      other.oneTimeTokens.consume(tokens[1].hash),
    ]);
    equal(used.filter((token) => token !== null).length, 1);
  },
);

raceTest(
  "records who used an invitation before it is seen as used",
  async (one, other) => {
    const invitation = aToken({ scope: "invite" });
    const note = aToken({ scope: "used_invite" });
    await one.oneTimeTokens.create(invitation);
    await Promise.all([
      one.oneTimeTokens.consume(invitation.hash, note),
      (async () => {
        while (await other.oneTimeTokens.find(invitation.hash));
        equal(await other.oneTimeTokens.find(note.hash), note);
      })(),
    ]);
  },
);

raceTest(
  "keeps all attempts of a new code that replaces one being checked",
  async (one, other) => {
    const [before, after] = [
      aCode({ attemptsLeft: 1 }),
      aCode({ attemptsLeft: 2 }),
    ];
    await one.oneTimeCodes.create(before);
    await Promise.all([
      one.oneTimeCodes.create(after),
      other.oneTimeCodes.try("ada", "verify", [before.mac], NOW),
    ]);
    const last = [after.mac];
    equal(await one.oneTimeCodes.try("ada", "verify", last, NOW), true);
    equal(await one.oneTimeCodes.try("ada", "verify", last, NOW), false);
  },
);

raceTest(
  "checks no more codes at the same time than there are attempts",
  async (one, other) => {
    const code = aCode({ attemptsLeft: 3 });
    await one.oneTimeCodes.create(code);
    const wrong = Array.from(
      { length: 6 },
      (_, index) =>
        (index % 2 ? one : other).oneTimeCodes
          .try("ada", "verify", [aCode().mac], NOW),
    );
    equal((await Promise.all(wrong)).includes(true), false);
    const right = [code.mac];
    equal(await one.oneTimeCodes.try("ada", "verify", right, NOW), false);
  },
);

raceTest(
  "revokes a link created during the revocation, or keeps it whole",
  async (one, other) => {
    const { oneTimeTokens } = one;
    const [old, token] = [aToken(), aToken()];
    await oneTimeTokens.create(old);
    await Promise.all([
      oneTimeTokens.create(token),
      other.oneTimeTokens.revokeTokens("ada", "verify"),
    ]);
    equal(await oneTimeTokens.find(old.hash), null);
    const found = await oneTimeTokens.find(token.hash);
    ok(found === null || found.hash === token.hash);
    const next = aToken();
    await oneTimeTokens.create(next);
    equal(await other.oneTimeTokens.find(next.hash), next);
  },
);

raceTest(
  "gives an address to one account when one signs up and another changes to it",
  async (one, other) => {
    const ada = aUser();
    await one.users.create(ada);
    const change = anAddressChange(ada, `new.${ada.id}`);
    const rival = aUser({ addressKey: change.addressKey });
    const [changed, created] = await Promise.all([
      one.users.changeAddress(ada.id, change),
      other.users.create(rival),
    ]);
    equal(changed, created ? "taken" : "changed");
    const owner = await one.users.byAddressKey(change.addressKey);
    equal(owner?.id, created ? rival.id : ada.id);
    equal(await one.users.byId(rival.id) !== null, created);
  },
);

raceTest(
  "keeps other changes made while an address is changed and restored",
  async (one, other) => {
    const ada = aUser();
    await one.users.create(ada);
    const change = anAddressChange(ada, `new.${ada.id}`);
    await Promise.all([
      one.users.changeAddress(ada.id, change),
      other.users.update(ada.id, { disabled: true }),
    ]);
    await Promise.all([
      one.users.restoreAddress(ada.id, ada.addressKey, {}, NOW),
      other.users.update(ada.id, { name: "Countess" }),
    ]);
    equal(await one.users.byId(ada.id), {
      ...ada,
      disabled: true,
      name: "Countess",
      sessionEpoch: 1,
    });
  },
);

raceTest(
  "frees both addresses of a user removed during an address change",
  async (one, other) => {
    const ada = aUser();
    await one.users.create(ada);
    const change = anAddressChange(ada, `new.${ada.id}`);
    const [removed] = await Promise.all([
      one.users.remove(ada.id),
      other.users.changeAddress(ada.id, change),
    ]);
    equal(removed, true);
    for (const addressKey of [ada.addressKey, change.addressKey]) {
      equal(await one.users.create(aUser({ addressKey })), true);
    }
  },
);

raceTest(
  "keeps a session ended when it ends while its password is confirmed",
  async (one, other) => {
    const user = aUser();
    const session = aSession(user);
    await one.users.create(user);
    await one.sessions.create(session);
    await Promise.all([
      one.sessions.prove(session.id, NOW + 1),
      one.sessions.touch(session.id, NOW + 1),
      other.sessions.end(session.id),
    ]);
    equal(await one.sessions.find(session.id, user.id), null);
  },
);

raceTest(
  "ends a session that starts while all others end or its user is removed",
  async (one, other) => {
    const user = aUser();
    const [kept, late] = [aSession(user), aSession(user)];
    await one.users.create(user);
    await one.sessions.create(kept);
    await Promise.all([
      one.sessions.create(late),
      other.sessions.endOthers(user.id, kept.id),
    ]);
    equal(await one.sessions.find(late.id, user.id), null);
    ok(await one.sessions.find(kept.id, user.id));
    await Promise.all([
      one.sessions.create(aSession(user, { epoch: 1 })),
      other.users.remove(user.id),
    ]);
    equal(await one.sessions.listOf(user.id), []);
    equal(await one.sessions.count(), 0);
  },
);

raceTest(
  "claims an email for one process, and a sent one for none",
  async (one, other) => {
    const [sent, next] = [aMail({ dueAt: NOW - 1 }), aMail()];
    await one.mailQueue.add(sent);
    await one.mailQueue.add(next);
    const [first, second] = await Promise.all([
      one.mailQueue.claim(NOW, NOW + HOUR),
      other.mailQueue.claim(NOW, NOW + HOUR),
    ]);
    equal(new Set([first?.id, second?.id]), new Set([sent.id, next.id]));
    await Promise.all([
      one.mailQueue.done(sent.id),
      other.mailQueue.retry(sent.id, NOW),
    ]);
    equal(await one.mailQueue.byId(sent.id), null);
    await one.mailQueue.done(next.id);
  },
);

raceTest(
  "keeps the new password when it changes during a rehash",
  async (one, other) => {
    const user = aUser();
    await one.users.create(user);
    await Promise.all([
      one.users.rehash(user.id, user.passwordHash, "$2b$04$rehashed"),
      other.users.secure(user.id, { passwordHash: "$2b$04$new" }),
    ]);
    equal((await one.users.byId(user.id))?.passwordHash, "$2b$04$new");
  },
);

raceTest(
  "removes or rejects data saved about a user during removal",
  async (one, other) => {
    const user = aUser();
    const { id: userId, id: subject } = user;
    await one.users.create(user);
    await Promise.all([
      one.sessions.create(aSession(user)),
      one.activity.add(anActivity({ userId })),
      one.oneTimeTokens.create(aToken({ subject })),
      one.oneTimeCodes.create(aCode({ subject })),
      one.mailQueue.add(aMail({ userId })),
      other.users.remove(userId),
    ]);
    equal(await one.sessions.listOf(userId), []);
    equal(await one.activity.listOf(userId, { limit: 5 }), { items: [] });
    equal(await one.mailQueue.listOf(userId), []);
  },
);

raceTest(
  "replacing codes while their user is removed blocks nothing",
  async (one, other) => {
    const user = aUser();
    const { id: subject } = user;
    await one.users.create(user);
    await one.oneTimeCodes.create(aCode({ subject }));
    const began = performance.now();
    await Promise.all([
      other.users.remove(subject),
      ...Array.from({ length: 8 }, async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, index % 4));
        await one.oneTimeCodes.create(aCode({ subject }));
      }),
    ]);
    // PostgreSQL resolves a deadlock after a second by aborting one of its
    // transactions.
    const took = performance.now() - began;
    ok(took < 900, `${took} ms`);
  },
);

raceTest(
  "counts every attempt at a limit that expires at the same time",
  async (one, other) => {
    const limit = { burst: 10, refillSeconds: 60 };
    const keys = Array.from({ length: 10 }, () => aUser().id);
    const take = ({ limits }: Store, key: string, now = NOW) =>
      limits.take([[key, limit]], now);
    for (const key of keys) await take(one, key, NOW - HOUR);
    await Promise.all([
      ...keys.flatMap((key) => [take(one, key), take(other, key)]),
      ...keys.map(() => other.forgetExpired(NOW)),
    ]);
    for (const key of keys) {
      let left = 0;
      while ((await take(one, key)).allowed) left++;
      equal(left, 8);
    }
  },
);
