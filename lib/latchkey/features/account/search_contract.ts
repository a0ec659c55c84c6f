/**
 * How every store searches accounts.
 *
 * @module
 */
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Page } from "../../database/pages.ts";
import type { User } from "./user.ts";
import type { UserStore } from "./users.ts";
import {
  anAddressChange,
  aUser,
  type StoreTest,
} from "../../testing/database/fixtures.ts";

async function addUsers(users: UserStore, ...names: string[]): Promise<void> {
  for (const name of names) {
    const addressKey = `${name}@example.com`;
    await users.create(aUser({ address: addressKey, addressKey }));
  }
}

const names = (page: Page<User>) =>
  page.items.map(({ addressKey }) => addressKey.split("@")[0]);

/** Searching by the start of the address. */
export function searchContract(test: StoreTest): void {
  test("finds addresses that start with the text, in order", async ({ users }) => {
    await addUsers(users, "bob", "ada2", "ad", "ada10", "zoë", "zoe", "a_b");
    const search = async (text: string) =>
      names(await users.search(text, { limit: 10 }));
    equal(await search("ada"), ["ada10", "ada2"]);
    equal(await search("bob@"), ["bob"]);
    equal(await search("zo"), ["zoe", "zoë"]);
    equal(await search(""), [
      "a_b",
      "ad",
      "ada10",
      "ada2",
      "bob",
      "zoe",
      "zoë",
    ]);
    for (
      const text of ["c", "Ada", "\0", "\ud800", "\u{10ffff}", "x".repeat(5000)]
    ) {
      equal(await search(text), []);
    }
  });

  test("finds every account once, page by page", async ({ users }) => {
    const wanted = Array.from({ length: 25 }, (_, index) => `a${index}`);
    await addUsers(users, ...wanted, "b");
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await users.search("a", { limit: 5, cursor });
      equal(page.items.length, 5);
      seen.push(...names(page));
      cursor = page.cursor;
    } while (cursor);
    // "@" sorts after the digits.
    const inOrder = wanted.map((name) => `${name}@`).toSorted();
    equal(seen, inOrder.map((name) => name.slice(0, -1)));
  });

  test("starts at the first page for the cursor of another search", async ({ users }) => {
    await addUsers(users, "a1", "a2");
    for (const cursor of ["b@example.com", "", "\0", "x".repeat(5000), "a"]) {
      equal(names(await users.search("a", { limit: 5, cursor })), ["a1", "a2"]);
    }
    const past = { limit: 5, cursor: "a\u{10ffff}" };
    equal(await users.search("a", past), { items: [] });
  });

  test("finds no account by a former address", async ({ users }) => {
    const user = aUser({ addressKey: "old@example.com" });
    await users.create(user);
    await users.changeAddress(user.id, anAddressChange(user, "new"));
    equal(await users.search("old", { limit: 5 }), { items: [] });
    equal(names(await users.search("", { limit: 5 })), ["new"]);
  });
}
