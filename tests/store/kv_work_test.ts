import { deepStrictEqual as equal } from "node:assert/strict";
import type { Store } from "../../lib/store/store.ts";
import {
  aCode,
  aDigest,
  anAddressChange,
  aSession,
  aUser,
  NOW,
} from "./fixtures.ts";
import { workOf } from "./watched_kv.ts";

/** What somebody who measures could see of it. */
async function visibleWorkOf(...args: Parameters<typeof workOf>) {
  const { reads, commits } = await workOf(...args);
  return { reads, commits };
}

const nothing = () => Promise.resolve();

Deno.test("looking for an address asks the same of the database whoever has it", async () => {
  const user = aUser();
  const moved = (store: Store) =>
    store.users.create(user).then(() =>
      store.users.changeAddress(user.id, anAddressChange(user, "new"))
    );
  const find = ({ users }: Store) => users.byAddressKey(user.addressKey);
  const findFormer = ({ users }: Store) =>
    users.byFormerAddressKey(user.addressKey, NOW);
  for (const look of [find, findFormer]) {
    const found = await visibleWorkOf(({ users }) => users.create(user), look);
    equal(found, { reads: [1, 1], commits: 0 });
    equal(await visibleWorkOf(nothing, look), found);
    equal(await visibleWorkOf(moved, look), found);
  }
});

Deno.test("signing up asks the same of the database whether the address is taken or not", async () => {
  const user = aUser();
  const signUp = ({ users }: Store) =>
    users.create(aUser({ addressKey: user.addressKey }));
  const free = await visibleWorkOf(nothing, signUp);
  equal(free, { reads: [2], commits: 1 });
  const { writes, ...taken } = await workOf(
    ({ users }) => users.create(user),
    signUp,
  );
  equal(taken, free);
  equal(writes, [{ key: "decoy", expireIn: 1000 }]);
});

Deno.test("trying a code is one read and one write in one place, whatever the code", async (t) => {
  const code = aCode();
  const right = ({ oneTimeCodes }: Store) =>
    oneTimeCodes.try("ada", "verify", [code.mac], NOW);
  const wrong = ({ oneTimeCodes }: Store) =>
    oneTimeCodes.try("ada", "verify", [aDigest()], NOW);
  const create = (change = {}) => ({ oneTimeCodes }: Store) =>
    oneTimeCodes.create({ ...code, ...change });
  const cases: Record<string, Parameters<typeof workOf>> = {
    "right": [create(), right],
    "wrong": [create(), wrong],
    "never there": [nothing, wrong],
    "tried before without being there": [wrong, wrong],
    "out of tries": [create({ triesLeft: 0 }), right],
    "expired": [create({ expiresAt: NOW }), right],
    "burnt": [
      async (store) => {
        await create()(store);
        await store.oneTimeTokens.burn("ada", "verify");
      },
      right,
    ],
  };
  for (const [what, work] of Object.entries(cases)) {
    await t.step(what, async () => {
      equal(await visibleWorkOf(...work), { reads: [2], commits: 1 });
    });
  }
  const { writes } = await workOf(nothing, wrong);
  equal(writes, [{ key: "one_time_codes/ada/verify", expireIn: 1000 }]);
});

Deno.test("finding a session is one read, ending everyone's one write", async () => {
  const user = aUser();
  const session = aSession(user);
  const prepare = async ({ users, sessions }: Store) => {
    await users.create(user);
    await sessions.create(session);
  };
  const find = ({ sessions }: Store) => sessions.find(session.id, user.id);
  equal(await visibleWorkOf(prepare, find), { reads: [3], commits: 0 });
  const end = ({ sessions }: Store) => sessions.endEveryone(NOW);
  const { commits, writes } = await workOf(prepare, end);
  equal([commits, writes], [1, [{
    key: "sessions_floor",
    expireIn: undefined,
  }]]);
});
