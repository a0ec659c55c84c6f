import assert from "node:assert/strict";
import { readSettings, requestRecovery } from "@latchkey/core";
import { openServices } from "@latchkey/core/server";
import {
  openMailer,
  type TestOverrides,
  testServices,
} from "@latchkey/core/testing";
import { join } from "node:path";
import { ANNA, BERT, openSite, type Site } from "../site.ts";
import { site as SITE } from "../../lib/site.ts";

/** A data folder for consecutive server starts. */
async function dataFolder() {
  const root = await Deno.makeTempDir();
  const folder = join(root, "data");
  const file = join(folder, "mailbox.json");
  return {
    folder,
    file,
    settings: {
      appEnv: "development" as const,
      databaseFile: join(folder, "latchkey.db"),
    },
    async write(content: BlobPart) {
      await Deno.mkdir(folder);
      await Deno.writeFile(file, new Blob([content]).stream(), { mode: 0o644 });
    },
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

/**
 * Starts the server; its accounts are in memory, so each start has the same
 * ones.
 */
async function start(settings: TestOverrides["settings"]): Promise<Site> {
  return await openSite({
    settings,
    store: (await testServices()).store,
    openMail: openMailer,
  });
}

async function sendRecoveryMail({ services }: Site) {
  await requestRecovery(services, { address: ANNA.username, language: "en" });
  await services.mail.settled();
}

/** The path of each email listed at `/dev/mail`. */
async function listed(site: Site): Promise<string[]> {
  const response = await site.visitor().get("/dev/mail");
  assert.equal(response.status, 200);
  const html = await response.text();
  return [...html.matchAll(/href="(\/dev\/mail\/[^"]+)"/g)]
    .map(([, path]) => path);
}

/** The log entries about the mailbox. */
function notesOf({ logged }: Site): string[] {
  return logged.filter((line) => line.includes("mailbox."));
}

Deno.test("the development mailbox survives a restart", async () => {
  await using data = await dataFolder();
  const paths: string[] = [];
  for (const count of [1, 2]) {
    await using site = await start(data.settings);
    assert.deepEqual(await listed(site), paths);
    await sendRecoveryMail(site);
    paths.splice(0, paths.length, ...await listed(site));
    assert.equal(paths.length, count);
    assert.deepEqual(notesOf(site), []);
  }
  await using site = await start(data.settings);
  for (const path of paths) {
    const response = await site.visitor().get(path);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /\/auth\/recover\/new\?token=/);
  }
});

Deno.test("only the owner may read the file, even if others could before", async () => {
  await using data = await dataFolder();
  await data.write("[]");
  await using site = await start(data.settings);
  assert.deepEqual(await listed(site), []);
  assert.equal((await Deno.stat(data.file)).mode! & 0o777, 0o600);
  await sendRecoveryMail(site);
  assert.equal((await Deno.stat(data.file)).mode! & 0o777, 0o600);
  const names = await Array.fromAsync(
    Deno.readDir(data.folder),
    ({ name }) => name,
  );
  assert.deepEqual(names, ["mailbox.json"]);
});

Deno.test("treats a damaged or foreign file as empty and replaces it with the next email", async () => {
  const mail = { id: "1", kind: "recover", to: "a@b.c", subject: "secret" };
  for (
    const content of [
      "",
      '[{"id": "secret',
      "secret",
      "null",
      '{"secret": []}',
      JSON.stringify([mail]),
      JSON.stringify([{ ...mail, text: 1, html: null, sentAt: "now" }]),
      "[".repeat(100_000),
      new Uint8Array([0xff, 0xfe, 0x00]),
      `["${"secret".repeat(2_000_000)}"]`,
    ]
  ) {
    await using data = await dataFolder();
    await data.write(content);
    await using site = await start(data.settings);
    assert.deepEqual(await listed(site), []);
    assert.deepEqual(await listed(site), []);
    const notes = notesOf(site);
    assert.equal(notes.length, 1, notes.join("\n"));
    assert.ok(notes[0].includes("mailbox.json"));
    assert.doesNotMatch(notes[0], /secret/);
    await sendRecoveryMail(site);
    assert.equal((await listed(site)).length, 1);
  }
});

Deno.test("starts with a folder in the file's place", async () => {
  await using data = await dataFolder();
  await Deno.mkdir(data.file, { recursive: true });
  await using site = await start(data.settings);
  assert.deepEqual(await listed(site), []);
  assert.equal(notesOf(site).length, 1);
});

Deno.test("keeps the newest 100 emails, including those of other processes", async () => {
  await using data = await dataFolder();
  await using site = await start(data.settings);
  await sendRecoveryMail(site);
  const [mail] = JSON.parse(await Deno.readTextFile(data.file));
  const others = Array.from(
    { length: 100 },
    (_, n) => ({ ...mail, id: `other-${n}` }),
  );
  await Deno.writeTextFile(data.file, JSON.stringify(others));
  assert.equal((await listed(site))[0], "/dev/mail/other-0");
  await sendRecoveryMail(site);
  const paths = await listed(site);
  assert.equal(paths.length, 100);
  assert.deepEqual(
    [paths[1], paths[99]],
    ["/dev/mail/other-0", "/dev/mail/other-98"],
  );
});

Deno.test("keeps all emails sent at the same time", async () => {
  await using data = await dataFolder();
  await using site = await start(data.settings);
  for (const address of [ANNA.username, BERT.username]) {
    await requestRecovery(site.services, { address, language: "en" });
  }
  assert.equal((await listed(site)).length, 2);
});

Deno.test("is a file with PostgreSQL too", async () => {
  await using data = await dataFolder();
  const databaseUrl = new URL("postgres://user@localhost/latchkey");
  await using site = await start({ ...data.settings, databaseUrl });
  await sendRecoveryMail(site);
  assert.ok((await Deno.stat(data.file)).isFile);
});

Deno.test("writes the file only in development, and not for an in-memory database", async () => {
  await using data = await dataFolder();
  for (
    const settings of [
      { ...data.settings, appEnv: "production" as const },
      { ...data.settings, appEnv: "test" as const },
      { ...data.settings, databaseFile: ":memory:" },
      { ...data.settings, databaseFile: null },
    ]
  ) {
    await using site = await start(settings);
    await sendRecoveryMail(site);
    await assert.rejects(Deno.stat(data.folder), Deno.errors.NotFound);
    await assert.rejects(Deno.stat("mailbox.json"), Deno.errors.NotFound);
  }
});

Deno.test("services open with a damaged mailbox", async () => {
  await using data = await dataFolder();
  await data.write("{");
  const services = await openServices(
    SITE,
    readSettings(SITE, {
      DATABASE_FILE: data.settings.databaseFile,
      BCRYPT_COST: "4",
      LOG_LEVEL: "error",
    }),
  );
  assert.deepEqual(services.mail.mailbox?.messages(), []);
  await services.store.close();
});
