/** Attacks from elsewhere don't lock owners out of their accounts. */
import assert from "node:assert/strict";
import { openAndPress, tokenIn } from "./mailed_link.ts";
import { ANNA, linkIn, openSite, type Site } from "../site.ts";
import { HAS_LOGIN_LINK, LINK_PAGES, testLoginLink } from "../site_features.ts";

const ORIGIN = "http://localhost:8000";
const OWNER = "203.0.113.5";
const NEW = "tractor moonlight";

/**
 * Submits a form from a client address, as a browser without cookies or as a
 * program.
 */
async function post(
  { handler }: Site,
  path: string,
  fields: Record<string, string>,
  { from = OWNER, cookie, forwarded, program = false }: {
    readonly from?: string;
    readonly cookie?: string;
    readonly forwarded?: string;
    readonly program?: boolean;
  } = {},
): Promise<Response> {
  const headers = new Headers(
    program ? {} : { origin: ORIGIN, "sec-fetch-site": "same-origin" },
  );
  if (cookie) headers.set("cookie", cookie);
  if (forwarded) headers.set("x-forwarded-for", forwarded);
  const body = new URLSearchParams(fields);
  const request = new Request(new URL(path, ORIGIN), {
    method: "POST",
    body,
    headers,
  });
  return await handler(request, {
    remoteAddr: { transport: "tcp", hostname: from, port: 4711 },
    completed: Promise.resolve(),
  });
}

/** Posts a number of forms, eight at a time, and counts each status. */
async function postMany(
  site: Site,
  times: number,
  form: (time: number) => [
    path: string,
    fields: Record<string, string>,
    how: Parameters<typeof post>[3],
  ],
): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let first = 0; first < times; first += 8) {
    const length = Math.min(8, times - first);
    const statuses = await Promise.all(
      Array.from({ length }, (_, next) => status(site, ...form(first + next))),
    );
    for (const answer of statuses) counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
}

/** Posts a form and returns only the status. */
async function status(...args: Parameters<typeof post>): Promise<number> {
  const response = await post(...args);
  await response.body?.cancel();
  return response.status;
}

/**
 * The reported lockout: 11 wrong logins, 6 login links and 6 recovery requests.
 */
async function harass(site: Site, from: string): Promise<void> {
  const { username: address } = ANNA;
  const guess = { ...ANNA, password: "a guess" };
  for (let time = 0; time < 11; time++) {
    await status(site, "/auth/login", guess, { from });
  }
  for (let time = 0; time < 6; time++) {
    for (const path of LINK_PAGES) {
      await status(site, path, { address }, { from });
    }
  }
}

for (const stranger of ["198.51.100.7", "2001:db8:1:2::3"]) {
  Deno.test(`lets the owner in by every method after a stranger at ${stranger} used up every limit`, async () => {
    await using site = await openSite();
    await harass(site, stranger);
    const { username: address } = ANNA;
    assert.equal(await status(site, "/auth/login", ANNA), 303);
    assert.equal(await status(site, "/token", ANNA, { program: true }), 200);
    for (const path of LINK_PAGES) {
      assert.equal(await status(site, path, { address }), 200);
    }
    await site.services.mail.settled();
    const mails = site.mails.messages().filter(({ to }) => to === address);
    const recovery = mails.find(({ kind }) => kind === "recover");
    assert.ok(recovery);
    if (HAS_LOGIN_LINK) {
      const link = mails.find(({ kind }) => kind === "login_link");
      assert.ok(link);
      const opened = await openAndPress(site.visitor(), linkIn(link));
      assert.equal(opened.status, 303);
    }
    const fields = { token: tokenIn(linkIn(recovery)), password: NEW };
    assert.equal(await status(site, "/auth/recover/new", fields), 303);
  });
}

Deno.test("keeps known browser, known network, links and recovery open to the owner under attack by a thousand clients", async () => {
  await using site = await openSite();
  const first = await post(site, "/auth/login", ANNA);
  const [cookie] = first.headers.getSetCookie()
    .filter((line) => line.startsWith("device_8000=")).map((line) =>
      line.split(";")[0]
    );
  const guess = { ...ANNA, password: "a guess" };
  const answers = await postMany(site, 300, (time) => {
    const from = `198.51.${time >> 8}.${time & 255}`;
    return ["/auth/login", guess, { from }];
  });
  assert.deepEqual(answers, { 401: 100, 429: 200 });
  const elsewhere = "192.0.2.9";
  assert.equal(
    await status(site, "/auth/login", ANNA, { from: elsewhere }),
    429,
  );
  assert.equal(
    await status(site, "/auth/login", ANNA, { from: elsewhere, cookie }),
    303,
  );
  assert.equal(await status(site, "/auth/login", ANNA), 303);
  assert.equal(await status(site, "/token", ANNA, { program: true }), 200);
  const { username: address } = ANNA;
  const from = elsewhere;
  for (const path of LINK_PAGES) {
    assert.equal(await status(site, path, { address }, { from }), 200, path);
    const link = linkIn(await site.mailTo(address));
    const filledIn = { password: NEW };
    const opened = await openAndPress(site.visitor(), link, filledIn);
    assert.equal(opened.status, 303);
  }
});

testLoginLink(
  "sends another link on request once strangers' requested links are used or expired",
  async () => {
    await using site = await openSite();
    const { username: address } = ANNA;
    const sent = async () => {
      await site.services.mail.settled();
      return site.mails.messages().length;
    };
    const flood = async () => {
      for (let time = 0; time < 20; time++) {
        const from = `198.51.100.${time}`;
        await status(site, "/auth/link", { address }, { from });
      }
    };
    await flood();
    const before = await sent();
    assert.equal(await status(site, "/auth/link", { address }), 200);
    assert.equal(await sent(), before);
    await openAndPress(site.visitor(), linkIn(await site.mailTo(address)));
    await flood();
    assert.ok(await sent() > before);
    const link = linkIn(await site.mailTo(address));
    assert.equal((await openAndPress(site.visitor(), link)).status, 303);
  },
);

Deno.test("gives owner and strangers over the limit the same answer", async () => {
  await using site = await openSite();
  for (const path of LINK_PAGES) {
    const pages = new Set<string>();
    for (const address of [ANNA.username, "same@example.com"]) {
      for (let time = 0; time < 12; time++) {
        const from = `198.51.100.${time}`;
        const response = await post(site, path, { address }, { from });
        const html = (await response.text()).replaceAll(/nonce="[^"]*"/g, "");
        pages.add(`${response.status} ${html.replaceAll(address, "ADDRESS")}`);
      }
    }
    assert.equal(pages.size, 1, path);
  }
});

Deno.test("lets the owner sign up after strangers signed up with the same address", async () => {
  await using site = await openSite();
  const clara = {
    address: "clara@example.com",
    password: "battery staple horse",
  };
  for (let time = 0; time < 12; time++) {
    await status(site, "/auth/signup", clara, { from: "198.51.100.7" });
  }
  assert.equal(await status(site, "/auth/signup", clara), 200);
});

Deno.test("ignores forwarding headers without trusted proxies", async () => {
  for (const from of ["127.0.0.1", "10.0.0.1", "::1", "203.0.113.9"]) {
    await using site = await openSite();
    const answers = await postMany(site, 52, (time) => [
      "/auth/login",
      { username: `${time}@example.com`, password: "a guess" },
      { from, forwarded: `198.51.100.${time}` },
    ]);
    assert.deepEqual(answers, { 401: 50, 429: 2 }, from);
  }
});

Deno.test("applies wider limits to clients of one IPv6 /56 or /48", async () => {
  await using site = await openSite();
  const guess = (times: number, network: (hex: string) => string) =>
    postMany(site, times, (time) => {
      const username = `${time}@example.com`;
      const from = network(time.toString(16).padStart(2, "0"));
      return ["/auth/login", { username, password: "a guess" }, { from }];
    });
  assert.deepEqual(
    await guess(104, (hex) => `2001:db8:1:11${hex}::1`),
    { 401: 100, 429: 4 },
  );
  assert.deepEqual(
    await guess(104, (hex) => `2001:db8:1:${hex}00::1`),
    { 401: 100, 429: 4 },
  );
  assert.deepEqual(await guess(8, (hex) => `2001:db8:2${hex}::1`), { 401: 8 });
});
