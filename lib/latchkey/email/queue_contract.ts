/**
 * What every store does with queued emails.
 *
 * @module
 */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import type { QueuedMail } from "./queued_mail.ts";
import {
  aMail,
  HOUR,
  NOW,
  type StoreTest,
  withUsers,
} from "../testing/database/fixtures.ts";

const LEASE = 60_000;

/** Claiming, sending, failing. */
export function mailQueueContract(plainTest: StoreTest): void {
  const test = withUsers(plainTest, "ada", "bob");
  test("claims the email that has been due longest, and none that isn't due", async ({ mailQueue }) => {
    const [second, first, later] = [5, 1, 9].map((ms) =>
      aMail({ dueAt: NOW + ms })
    );
    const failed = aMail({ dueAt: null });
    for (const mail of [second, first, later, failed]) {
      await mailQueue.add(mail);
    }
    const claim = () => mailQueue.claim(NOW + 5, NOW + LEASE);
    equal(await mailQueue.claim(NOW, NOW + LEASE), null);
    equal(await claim(), { ...first, dueAt: NOW + LEASE, attempts: 1 });
    equal(await claim(), { ...second, dueAt: NOW + LEASE, attempts: 1 });
    equal(await claim(), null);
    equal(await mailQueue.byId(failed.id), failed);
  });

  test("claims an email again once its claim expires", async ({ mailQueue }) => {
    const mail = aMail();
    await mailQueue.add(mail);
    await mailQueue.claim(NOW, NOW + LEASE);
    equal(await mailQueue.claim(NOW + LEASE - 1, NOW + HOUR), null);
    const again = await mailQueue.claim(NOW + LEASE, NOW + HOUR);
    equal(again, { ...mail, dueAt: NOW + HOUR, attempts: 2 });
  });

  test("gives thirty emails to thirty of forty concurrent claims, one each", async ({ mailQueue }) => {
    const mails = Array.from(
      { length: 30 },
      (_, index) => aMail({ dueAt: NOW - index % 3 }),
    );
    for (const mail of mails) await mailQueue.add(mail);
    const claims = await Promise.all(
      Array.from({ length: 40 }, () => mailQueue.claim(NOW, NOW + LEASE)),
    );
    const claimed = claims.filter((mail) => mail !== null);
    equal(claimed.length, 30);
    equal(new Set(claimed.map(({ id }) => id)).size, 30);
  });

  test("deletes a sent email, also from its user's data", async ({ mailQueue }) => {
    const [sent, waits] = [aMail(), aMail()];
    await mailQueue.add(sent);
    await mailQueue.add(waits);
    equal(await mailQueue.listOf("ada").then(ids), ids([sent, waits]));
    equal(await mailQueue.done(sent.id), true);
    equal(await mailQueue.done(sent.id), false);
    equal(await mailQueue.byId(sent.id), null);
    equal(await mailQueue.listOf("ada"), [waits]);
    equal((await mailQueue.claim(NOW, NOW + LEASE))?.id, waits.id);
    equal(await mailQueue.claim(NOW, NOW + LEASE), null);
  });

  test("makes a failed email due at its retry time, or never", async ({ mailQueue }) => {
    const mail = aMail();
    await mailQueue.add(mail);
    await mailQueue.claim(NOW, NOW + LEASE);
    const lastError = "ETIMEDOUT";
    const later = { dueAt: NOW + 5, lastError };
    equal(await mailQueue.postpone(mail.id, later), true);
    equal(await mailQueue.claim(NOW + 4, NOW + LEASE), null);
    const again = await mailQueue.claim(NOW + 5, NOW + LEASE);
    equal(again, { ...mail, dueAt: NOW + LEASE, attempts: 2, lastError });
    equal(await mailQueue.postpone(mail.id, { ...later, dueAt: null }), true);
    equal(await mailQueue.claim(NOW + 24 * HOUR, NOW + 25 * HOUR), null);
    const failed = { ...mail, dueAt: null, attempts: 2, lastError };
    equal(await mailQueue.byId(mail.id), failed);
    equal(await mailQueue.retry(mail.id, NOW + HOUR), true);
    const retried = await mailQueue.claim(NOW + HOUR, NOW + 2 * HOUR);
    equal(retried, { ...failed, dueAt: NOW + 2 * HOUR, attempts: 1 });
    equal(await mailQueue.retry("nothing", NOW), false);
    equal(await mailQueue.postpone("\ud800", later), false);
  });

  test("a sent email stays sent when it is rescheduled at the same time", async ({ mailQueue }) => {
    for (let round = 0; round < 10; round++) {
      const mail = aMail();
      await mailQueue.add(mail);
      await Promise.all([
        mailQueue.postpone(mail.id, { dueAt: NOW, lastError: "" }),
        mailQueue.done(mail.id),
        mailQueue.retry(mail.id, NOW),
      ]);
      equal(await mailQueue.byId(mail.id), null);
      equal(await mailQueue.claim(NOW, NOW + LEASE), null);
    }
  });

  test("doesn't send an email after two weeks", async ({ mailQueue }) => {
    const end = NOW + 14 * 24 * HOUR;
    await mailQueue.add(aMail());
    equal(await mailQueue.claim(end, end + LEASE), null);
    await mailQueue.add(aMail());
    equal((await mailQueue.claim(end - 1, end + LEASE))?.attempts, 1);
  });
}

/** Listing the queue. */
export function mailListsContract(plainTest: StoreTest): void {
  const test = withUsers(plainTest, "ada", "bob");
  test("lists emails by id, page by page", async ({ mailQueue }) => {
    const mails = Array.from({ length: 7 }, () => aMail({ dueAt: null }));
    for (const mail of mails) await mailQueue.add(mail);
    const seen: QueuedMail[] = [];
    let cursor: string | undefined;
    do {
      const page = await mailQueue.list({ limit: 3, cursor });
      seen.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    equal(seen, mails.toSorted((a, b) => a.id < b.id ? -1 : 1));
  });

  test("lists only a user's own emails, and allows emails without a user", async ({ mailQueue }) => {
    const [adas, bobs, nobodys] = ["ada", "bob", ""].map((userId) =>
      aMail({ userId })
    );
    for (const mail of [adas, bobs, nobodys]) await mailQueue.add(mail);
    equal(await mailQueue.listOf("ada"), [adas]);
    equal(await mailQueue.listOf(""), []);
    equal(await mailQueue.listOf("\ud800"), []);
    equal(await mailQueue.byId(nobodys.id), nobodys);
  });

  test("rejects an email that couldn't be read back", async ({ mailQueue }) => {
    const mail = aMail({ lastError: "x".repeat(1001) });
    await rejects(mailQueue.add(mail));
    await rejects(mailQueue.add(aMail({ data: { count: NaN } })));
    equal(await mailQueue.list({ limit: 5 }), { items: [] });
  });
}

function ids(mails: readonly QueuedMail[]): Set<string> {
  return new Set(mails.map(({ id }) => id));
}
