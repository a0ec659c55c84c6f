/** Recovery codes on the pages: seeing, replacing, downloading and using them. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { testIn } from "../i18n/test_in.ts";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, type Site, type Visitor } from "../site.ts";
import { HAS_APP, testApp } from "../site_features.ts";
import { isLoggedIn, loggedInSite } from "../routes/account_password.ts";
import { press } from "../routes/footer_buttons.ts";
import { kindsAt, MINUTE, statusOf, textOf } from "../routes/own_account.ts";
import {
  addApp,
  CODES,
  codesIn,
  confirmWith,
  enter,
  toSecondStep,
} from "../second_factor/authenticator.ts";

const PAGE = "/account/recovery-codes";
const { recoveryCodes, account, problems } = messages;

/** Anna, logged in, with an app and its recovery codes. */
async function annaWithCodes() {
  const context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(1);
  const { code, codes } = await addApp(site, visitor);
  return { ...context, code, codes };
}

/** Logs Anna in on a new device with a recovery code. */
async function logInWith(site: Site, proof: string, next?: string) {
  const visitor = site.visitor();
  const path = await toSecondStep(visitor, ANNA, next);
  return { visitor, answer: await enter(visitor, proof, CODES, path) };
}

function leftOf(count: number): RegExp {
  const [before] = format(recoveryCodes.left.other, {
    count: `${count}`,
    day: "\n",
  }).split("\n");
  return sentence(before);
}

async function newCodes(visitor: Visitor): Promise<string[]> {
  return codesIn(await textOf(visitor.post(PAGE, {})));
}

Deno.test("an account without a second factor has no use for codes", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  assert.match(
    await textOf(visitor.get(PAGE)),
    sentence(recoveryCodes.useless),
  );
  const refused = await visitor.post(PAGE, {});
  assert.equal(refused.status, 409);
  assert.deepEqual(codesIn(await refused.text()), []);
  assert.ok(!(await textOf(visitor.get("/account"))).includes(PAGE));
  await site.services.mail.settled();
  assert.deepEqual(site.mails.messages(), []);
});

testApp("shows how many are left, and never the codes again", async () => {
  await using context = await annaWithCodes();
  const { visitor, codes } = context;
  const html = await textOf(visitor.get(PAGE));
  assert.match(html, leftOf(10));
  for (const code of codes) assert.ok(!html.includes(code));
  assert.doesNotMatch(html, sentence(recoveryCodes.low));
  assert.match(
    await textOf(visitor.get("/account")),
    sentence(format(account.rows.recoveryCodes.left.other, { count: "10" })),
  );
});

testApp(
  "a code logs in once, tells the owner, and leads on to the next path",
  async () => {
    await using context = await annaWithCodes();
    const { site, codes: [code] } = context;
    const typed = ` ${code.toLowerCase().replace("-", "–")}`;
    const { visitor, answer } = await logInWith(site, typed, "/private?x");
    assert.equal(answer.headers.get("location"), `${PAGE}?next=%2Fprivate%3Fx`);
    const html = await textOf(visitor.get(answer.headers.get("location")!));
    assert.match(html, sentence(recoveryCodes.notices.logged_in_by_code));
    assert.match(html, leftOf(9));
    assert.ok(html.includes('href="/private?x"'));
    await site.services.mail.settled();
    const [subject] = site.mails.messages().map(({ subject }) => subject)
      .filter((subject) => subject.includes("recovery"));
    assert.equal(subject, "A recovery code was used");
    assert.ok(
      (await kindsAt(site, ANNA.username)).includes("recovery_code_used"),
    );
    const again = await logInWith(site, code);
    assert.equal(again.answer.status, 422);
    assert.match(await again.answer.text(), sentence(problems.proofWrong));
  },
);

testApp("the link on to the next path never leaves the site", async () => {
  await using context = await annaWithCodes();
  const { visitor } = context;
  for (const next of ["//evil.example", "javascript:alert(1)", ""]) {
    const path = `${PAGE}?next=${encodeURIComponent(next)}`;
    const html = await textOf(visitor.get(path));
    assert.doesNotMatch(html, /href="[^"]*(?:evil|javascript)/);
  }
});

testApp("warns when two are left, here and on the account page", async () => {
  await using context = await annaWithCodes();
  const { site, visitor, codes } = context;
  for (const code of codes.slice(0, 8)) {
    const { answer } = await logInWith(site, code);
    assert.equal(await statusOf(answer), 303);
  }
  const html = await textOf(visitor.get(PAGE));
  assert.match(html, leftOf(2));
  assert.match(html, sentence(recoveryCodes.low));
  assert.match(
    await textOf(visitor.get("/account")),
    sentence(account.rows.recoveryCodes.low),
  );
  for (const code of codes.slice(8)) {
    assert.equal(await statusOf((await logInWith(site, code)).answer), 303);
  }
  assert.match(
    await textOf(visitor.get(PAGE)),
    sentence(recoveryCodes.noneLeft),
  );
});

testApp("new codes replace the old ones and are shown once", async () => {
  await using context = await annaWithCodes();
  const { site, visitor, codes: old } = context;
  const shown = await visitor.post(PAGE, {});
  assert.equal(shown.headers.get("cache-control"), "no-store");
  const html = await shown.text();
  const codes = codesIn(html);
  assert.equal(codes.length, 10);
  assert.match(html, sentence(recoveryCodes.fresh.once));
  const mail = await site.mailTo(ANNA.username);
  assert.equal(mail.subject, "Your recovery codes were replaced");
  assert.equal(
    (await kindsAt(site, ANNA.username))[0],
    "recovery_codes_replaced",
  );
  assert.equal((await logInWith(site, old[0])).answer.status, 422);
  assert.equal((await logInWith(site, codes[0])).answer.status, 303);
});

if (HAS_APP) {
  testIn(
    ["de"],
    "keeps showing the new codes when the language is switched, and makes no others",
    async () => {
      await using context = await annaWithCodes();
      const { site, visitor } = context;
      const html = await textOf(visitor.post(PAGE, {}));
      const german = await press(visitor, html, { language: "de" });
      assert.ok(
        german.includes("Speichern Sie Ihre Wiederherstellungs\u00adcodes"),
      );
      assert.deepEqual(codesIn(german), codesIn(html));
      const { answer } = await logInWith(site, codesIn(html)[0]);
      assert.equal(await statusOf(answer), 303);
    },
  );
}

testApp(
  "downloads the codes on the page as a text file, and nothing else",
  async () => {
    await using context = await annaWithCodes();
    const { visitor, codes } = context;
    const file = await visitor.post(PAGE, { codes: codes.join(" ") });
    assert.equal(file.headers.get("content-type"), "text/plain; charset=utf-8");
    assert.match(file.headers.get("content-disposition")!, /^attachment; /);
    assert.equal(file.headers.get("cache-control"), "no-store");
    assert.equal(file.headers.get("x-content-type-options"), "nosniff");
    const text = await file.text();
    assert.ok(text.includes(`Recovery codes for ${ANNA.username}\r\n`));
    assert.ok(text.endsWith(`\r\n${codes.join("\r\n")}\r\n`));
    for (
      const sent of [
        "",
        "<script>",
        codes[0],
        `${codes.join(" ")} x`,
        "x".repeat(109),
      ]
    ) {
      const answer = await visitor.post(PAGE, { codes: sent });
      assert.equal(answer.status, 422);
      assert.match(answer.headers.get("content-type")!, /^text\/html/);
      assert.match(await answer.text(), sentence(recoveryCodes.fresh.gone));
    }
    assert.match(await textOf(visitor.get(PAGE)), leftOf(10));
  },
);

testApp(
  "new codes take a recent proof by a factor, and a recovery code is one",
  async () => {
    await using context = await annaWithCodes();
    const { site, visitor, codes } = context;
    site.clock.advance(11 * MINUTE);
    const refused = await visitor.post(PAGE, {
      step_up_password: ANNA.password,
    });
    assert.equal(refused.status, 403);
    const asked = await refused.text();
    assert.deepEqual(codesIn(asked), []);
    const wrong = await confirmWith(visitor, PAGE, asked, {
      factor: CODES,
      proof: "00000-00000",
    });
    assert.equal(await statusOf(wrong), 403);
    const right = await confirmWith(visitor, PAGE, asked, {
      factor: CODES,
      proof: codes[0],
    });
    assert.equal(codesIn(await right.text()).length, 10);
  },
);

testApp("leaves the codes out of the page that asks for a proof", async () => {
  await using context = await annaWithCodes();
  const { site, visitor, codes } = context;
  site.clock.advance(11 * MINUTE);
  const asked = await visitor.post(PAGE, { codes: codes.join(" ") });
  assert.equal(asked.status, 403);
  assert.ok(!(await asked.text()).includes(codes[0]));
});

testApp("codes are their account's alone", async () => {
  await using context = await annaWithCodes();
  const { site, codes } = context;
  const bert = site.visitor();
  await bert.logIn(BERT);
  const berts = await addApp(site, bert);
  const other = site.visitor();
  await toSecondStep(other, BERT);
  assert.equal(await statusOf(enter(other, codes[0], CODES)), 422);
  assert.equal(await statusOf(enter(other, berts.codes[0], CODES)), 303);
  assert.ok(await isLoggedIn(other));
});

testApp(
  "of 20 browsers with the same code at the same moment, one gets in",
  async () => {
    await using context = await annaWithCodes();
    const { site, codes: [code] } = context;
    const visitors = Array.from({ length: 20 }, () => site.visitor());
    for (const visitor of visitors) await toSecondStep(visitor, ANNA);
    await Promise.all(
      visitors.map((visitor) => statusOf(enter(visitor, code, CODES))),
    );
    const sessions = await Promise.all(visitors.map(isLoggedIn));
    assert.equal(sessions.filter(Boolean).length, 1);
  },
);

testApp("limits how often new codes are made", async () => {
  await using context = await annaWithCodes();
  const { visitor } = context;
  for (let time = 0; time < 10; time++) {
    assert.equal((await newCodes(visitor)).length, 10);
  }
  const limited = await visitor.post(PAGE, {});
  assert.equal(limited.status, 429);
  assert.match(limited.headers.get("retry-after")!, /^\d+$/);
  assert.deepEqual(codesIn(await limited.text()), []);
});
