/** The database's work doesn't reveal whether an account exists. */
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Store } from "../store.ts";
import {
  aCode,
  aDigest,
  anAddressChange,
  aSession,
  aToken,
  aUser,
  HOUR,
  NOW,
} from "../testing/database/fixtures.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";
import { statementsOf } from "../testing/database/watched_database.ts";

type Act = (store: Store) => Promise<unknown>;

const nothing: Act = () => Promise.resolve();

/** The number of statements by their first word. */
function counted(statements: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of statements) {
    const [word] = text.split(" ");
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

onEachDatabase(
  "looking up an address takes the same queries for every address",
  async (test) => {
    const user = aUser();
    const create: Act = ({ users }) => users.create(user);
    const moved: Act = ({ users }) =>
      users.create(user).then(() =>
        users.changeAddress(user.id, anAddressChange(user, "new"))
      );
    const looks: Act[] = [
      ({ users }) => users.byAddressKey(user.addressKey),
      ({ users }) => users.byFormerAddressKey(user.addressKey, NOW),
    ];
    for (const look of looks) {
      const found = await statementsOf(test, create, look);
      equal(counted(found), { select: 1 });
      equal(await statementsOf(test, nothing, look), found);
      equal(await statementsOf(test, moved, look), found);
    }
  },
);

onEachDatabase(
  "signing up takes the same queries whether the address is taken or not",
  async (test) => {
    const user = aUser();
    const { addressKey } = user;
    const signUp: Act = ({ users }) => users.create(aUser({ addressKey }));
    const free = await statementsOf(test, nothing, signUp);
    equal(counted(free), { begin: 1, insert: 2, delete: 1, commit: 1 });
    const taken = await statementsOf(
      test,
      ({ users }) => users.create(user),
      signUp,
    );
    equal(taken, free);
  },
);

onEachDatabase(
  "checking a wrong code takes the same queries, whatever code there is",
  async (test) => {
    const code = aCode();
    const { subject, scope } = code;
    const create = (change = {}): Act => ({ oneTimeCodes }) =>
      oneTimeCodes.create({ ...code, ...change });
    const type = (mac: string): Act => ({ oneTimeCodes }) =>
      oneTimeCodes.try(subject, scope, [mac], NOW);
    const [right, wrong] = [type(code.mac), type(aDigest())];
    const refused = await statementsOf(test, create(), wrong);
    equal(counted(refused), {
      begin: 1,
      select: 1,
      insert: 1,
      update: 1,
      commit: 1,
    });
    const cases: Record<string, [Act, Act]> = {
      "never there": [nothing, wrong],
      "tried before without being there": [wrong, wrong],
      "out of tries": [create({ attemptsLeft: 0 }), right],
      "expired": [create({ expiresAt: NOW }), right],
      "from the future": [create({ createdAt: NOW + HOUR }), right],
      "revoked": [
        async (store) => {
          await create()(store);
          await store.oneTimeTokens.revokeTokens(subject, scope);
        },
        right,
      ],
    };
    for (const [what, [prepare, act]] of Object.entries(cases)) {
      equal(await statementsOf(test, prepare, act), refused, what);
    }
  },
);

onEachDatabase(
  "checking a token takes the same queries whether it exists or not",
  async (test) => {
    const token = aToken();
    const find: Act = ({ oneTimeTokens }) => oneTimeTokens.find(token.hash);
    const create: Act = ({ oneTimeTokens }) => oneTimeTokens.create(token);
    const found = await statementsOf(test, create, find);
    equal(counted(found), { select: 1 });
    equal(await statementsOf(test, nothing, find), found);
  },
);

onEachDatabase(
  "finding a session takes one read, and logging everyone out one write",
  async (test) => {
    const user = aUser();
    const session = aSession(user);
    const prepare: Act = async ({ users, sessions }) => {
      await users.create(user);
      await sessions.create(session);
    };
    const find: Act = ({ sessions }) => sessions.find(session.id, user.id);
    equal(counted(await statementsOf(test, prepare, find)), { select: 1 });
    const end: Act = ({ sessions }) => sessions.endEveryone(NOW);
    equal(counted(await statementsOf(test, prepare, end)), { insert: 1 });
  },
);
