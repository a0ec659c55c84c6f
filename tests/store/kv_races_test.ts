import { deepStrictEqual as equal } from "node:assert/strict";
import { kvStore } from "../../lib/store/kv.ts";
import type { Store } from "../../lib/store/store.ts";
import {
  aCode,
  aMail,
  anAddressChange,
  aSession,
  aToken,
  aUser,
  HOUR,
  NOW,
} from "./fixtures.ts";

/** Does something between the read of what comes next and its write. */
type BeforeTheWrite = (act: () => Promise<unknown>) => void;

function raceTest(
  sentence: string,
  body: (
    store: Store,
    beforeTheWrite: BeforeTheWrite,
    kv: Deno.Kv,
  ) => Promise<void>,
): void {
  Deno.test(sentence, async () => {
    // Not guarded, as `openKv` gives it: what is put in the way below is the database's own.
    const kv = await Deno.openKv(":memory:");
    const { atomic } = Deno.Kv.prototype;
    const store = kvStore(kv);
    const beforeTheWrite: BeforeTheWrite = (act) => {
      kv.atomic = () => {
        kv.atomic = atomic;
        const operation = kv.atomic();
        const { commit } = Deno.AtomicOperation.prototype;
        operation.commit = async () => {
          await act();
          return await commit.call(operation);
        };
        return operation;
      };
    };
    await body(store, beforeTheWrite, kv);
    await store.close();
  });
}

raceTest(
  "a code is wrong when its sibling is used before its try is written",
  async (store, beforeTheWrite) => {
    const [token, code] = [aToken(), aCode()];
    await store.oneTimeTokens.create(token);
    await store.oneTimeCodes.create(code);
    beforeTheWrite(() => store.oneTimeTokens.consume(token.hash));
    const right = [code.mac];
    equal(await store.oneTimeCodes.try("ada", "verify", right, NOW), false);
  },
);

raceTest(
  "a token is not used when a right code is written first",
  async (store, beforeTheWrite) => {
    const [token, code] = [aToken(), aCode()];
    await store.oneTimeTokens.create(token);
    await store.oneTimeCodes.create(code);
    const right = [code.mac];
    beforeTheWrite(() => store.oneTimeCodes.try("ada", "verify", right, NOW));
    equal(await store.oneTimeTokens.consume(token.hash), null);
  },
);

raceTest(
  "a code that is replaced before its try is written loses none of the new one's tries",
  async (store, beforeTheWrite) => {
    const [before, after] = [aCode({ triesLeft: 1 }), aCode({ triesLeft: 1 })];
    await store.oneTimeCodes.create(before);
    beforeTheWrite(() => store.oneTimeCodes.create(after));
    const both = [before.mac, after.mac];
    equal(await store.oneTimeCodes.try("ada", "verify", both, NOW), true);
    equal(await store.oneTimeCodes.try("ada", "verify", both, NOW), false);
  },
);

raceTest(
  "a token and a code made while their siblings are burnt are good",
  async (store, beforeTheWrite) => {
    const { oneTimeTokens, oneTimeCodes } = store;
    const [old, token, code] = [aToken(), aToken(), aCode()];
    await oneTimeTokens.create(old);
    beforeTheWrite(() => oneTimeTokens.burn("ada", "verify"));
    await oneTimeTokens.create(token);
    equal(await oneTimeTokens.find(old.hash), null);
    equal(await oneTimeTokens.find(token.hash), token);
    beforeTheWrite(() => oneTimeTokens.burn("ada", "verify"));
    await oneTimeCodes.create(code);
    equal(await oneTimeTokens.find(token.hash), null);
    equal(await oneTimeCodes.try("ada", "verify", [code.mac], NOW), true);
  },
);

raceTest(
  "an address that is taken before the change is written stays the other's",
  async ({ users }, beforeTheWrite) => {
    const [ada, bob] = [aUser(), aUser({ addressKey: "new@example.com" })];
    await users.create(ada);
    beforeTheWrite(() => users.create(bob));
    const change = anAddressChange(ada, "new");
    equal(await users.changeAddress(ada.id, change), "taken");
    equal(await users.byAddressKey("new@example.com"), bob);
  },
);

raceTest(
  "what changes before a change of address is written is kept",
  async ({ users }, beforeTheWrite) => {
    const ada = aUser();
    await users.create(ada);
    beforeTheWrite(() => users.update(ada.id, { disabled: true }));
    await users.changeAddress(ada.id, anAddressChange(ada, "new"));
    equal((await users.byAddressKey("new@example.com"))?.disabled, true);
    beforeTheWrite(() => users.update(ada.id, { name: "Countess" }));
    await users.restoreAddress(ada.id, ada.addressKey, {}, NOW);
    equal(await users.byId(ada.id), {
      ...ada,
      disabled: true,
      name: "Countess",
      sessionEpoch: 1,
    });
  },
);

raceTest(
  "an address that another has before it is put back is not",
  async ({ users }, beforeTheWrite, kv) => {
    const ada = aUser();
    await users.create(ada);
    await users.changeAddress(ada.id, anAddressChange(ada, "new"));
    beforeTheWrite(() => kv.set(["users_by_address", ada.addressKey], "bob"));
    equal(await users.restoreAddress(ada.id, ada.addressKey, {}, NOW), null);
  },
);

raceTest(
  "a user who is to be deleted later leaves nothing when removed now",
  async ({ users }, beforeTheWrite, kv) => {
    const ada = aUser();
    await users.create(ada);
    beforeTheWrite(() => users.update(ada.id, { deleteAfter: NOW }));
    await users.remove(ada.id);
    equal(await Array.fromAsync(kv.list({ prefix: [] })), []);
  },
);

raceTest(
  "a user who is given another address before the removal is written frees that one too",
  async ({ users }, beforeTheWrite) => {
    const ada = aUser();
    await users.create(ada);
    beforeTheWrite(() =>
      users.changeAddress(ada.id, anAddressChange(ada, "new"))
    );
    equal(await users.remove(ada.id), true);
    for (const addressKey of [ada.addressKey, "new@example.com"]) {
      equal(await users.create(aUser({ addressKey })), true);
    }
  },
);

raceTest(
  "a session that ends before its password is confirmed stays ended",
  async ({ users, sessions }, beforeTheWrite) => {
    const user = aUser();
    const session = aSession(user);
    await users.create(user);
    await sessions.create(session);
    beforeTheWrite(() => sessions.end(session.id));
    equal(await sessions.confirmPassword(session.id, NOW), false);
    equal(await sessions.find(session.id, user.id), null);
  },
);

raceTest(
  "a mail that is sent before a claim is written is not claimed",
  async ({ mailQueue }, beforeTheWrite) => {
    const [sent, next] = [aMail({ dueAt: NOW - 1 }), aMail()];
    await mailQueue.add(sent);
    await mailQueue.add(next);
    beforeTheWrite(() => mailQueue.done(sent.id));
    equal((await mailQueue.claim(NOW, NOW + HOUR))?.id, next.id);
    equal(await mailQueue.byId(sent.id), null);
  },
);
