import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { importedHash } from "./imported_hashes.ts";
import { createPasswordHasher } from "./password_hasher.ts";

const PASSWORD = "correct horse battery staple";
const LETTERS = `${PASSWORD} `.repeat(3);

/** Made by Django 5.2 and passlib 1.7.4, a few with fewer rounds than usual to save time. */
const HASHES: Record<string, readonly [hash: string, password: string]> = {
  "Django's PBKDF2 with SHA-256, as its own tests have it": [
    "pbkdf2_sha256$20000$seasalt2$FLf1A//yqYpRSAMybDHXtmA9kZetfkVnylV1Zqwgi9o=",
    PASSWORD,
  ],
  "Django 5's PBKDF2 at its own cost": [
    "pbkdf2_sha256$1000000$IWrOO8zplKzoepYWPiq719$+OYWfeG57ZtH5/EAgazWG2RQghT9HIJUsSVSEgfzmW4=",
    PASSWORD,
  ],
  "Django's PBKDF2 of an accented name": [
    "pbkdf2_sha256$1000$shsDWmweQhEJNJuSPK7iHK$zkO54t8YPk9jKNyz4yeT1sn1GtSgV8TVnA9qmWwzXgQ=",
    "Zo\u00eb",
  ],
  "Django's PBKDF2 with SHA-1": [
    "pbkdf2_sha1$20000$iCxCjJWlAU4tDoxicuJtSj$xCsaW3OAiNyamHeHpUtJd5eTHOQ=",
    PASSWORD,
  ],
  "Django's bcrypt of SHA-256": [
    "bcrypt_sha256$$2b$06$uPIclZ9U4INytUAgJHSxsO7noBobrfLHOtgbgkmm/d4lXbdM1VRmu",
    PASSWORD,
  ],
  "sha512_crypt that names no rounds": [
    "$6$Diw3zdsfLo9rBpsm$og8CaG7X4KSnpLvZKvKbCBIjzMma0//O9lw1c8wOj2TmqPbrWfleHjsasxHEWPWDCj/rxAbOmmcenszZtOoAR0",
    PASSWORD,
  ],
  "the specification's own example of SHA-512": [
    "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
    "Hello world!",
  ],
  "the specification's own example of SHA-256": [
    "$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA",
    "Hello world!",
  ],
  "sha512_crypt of 64 characters, as long as the digest": [
    "$6$rounds=1000$BGeWLNMqQwNhgVsX$gN6TUi4zKa5eBBbyhlI2tPJyuyZjtsgc6EBA1UKxWevOMX.B2jiYJc4d0WMYaFWUDLTjiH/vC1ouZzqiLEREO.",
    LETTERS.slice(0, 64),
  ],
  "sha256_crypt that names no rounds": [
    "$5$4k6tbu1.i8qu5hsP$TS5NogY.yMbulClMwk2sTGh0npPTJJuOR.qSsMx4hC6",
    PASSWORD,
  ],
  "sha256_crypt of 32 characters, as long as the digest": [
    "$5$rounds=1000$0pPJqfXJKBxwgZGF$/klG0P5bk98N.9PsVk0ISKWSS0OA1Qm52DF7tXIFy.9",
    LETTERS.slice(0, 32),
  ],
  "passlib's pbkdf2_sha256": [
    "$pbkdf2-sha256$29000$6r03ZqzVmhMCoPS.N0YohQ$mJtfMcg8kxmmPrDH4If3U0MeJFpibM.0/W9jV2cDnmw",
    PASSWORD,
  ],
  "passlib's pbkdf2_sha512": [
    "$pbkdf2-sha512$25000$zNnbW0tpzfl/TwlhTKmV0g$dPGLsjqVmLjIai6jg4Pc3V6gvE3jc0fHVtftLnOwyWSBeMgsmYsnf1HwUWSr.acfIo9.tpN2kFzyYSCV6AVuQg",
    PASSWORD,
  ],
};

const hasher = createPasswordHasher({ cost: 4 });

/** The hash as an import keeps it. */
function imported(text: string): string {
  const result = importedHash(text);
  assert.ok(result.ok, `${text}: ${result.ok || result.problem}`);
  return result.hash;
}

for (const [name, [text, password]] of Object.entries(HASHES)) {
  Deno.test(`${name} is opened by its password alone, and renewed`, async () => {
    const hash = imported(text);
    assert.equal(await hasher.verify(password, hash), true);
    assert.equal(await hasher.verify(`${password.slice(0, -1)}?`, hash), false);
    assert.equal(hasher.needsRehash(hash), true);
  });
}

Deno.test("Django's bcrypt is kept as bcrypt", async () => {
  const inner = "$2b$06$cFiVSoLCzmKiMI.iyMns6ub50brE4Kap5Qbp3B1Zm0LG7bWItUxjq";
  const hash = imported(`bcrypt$${inner}`);
  assert.equal(hash, inner);
  assert.equal(await hasher.verify(PASSWORD, hash), true);
  assert.equal(hasher.needsRehash(hash), false);
});

Deno.test("nothing else opens anything", async () => {
  const right = imported(HASHES["passlib's pbkdf2_sha256"][0]);
  for (
    const hash of [
      "",
      "!",
      "plain",
      createHash("md5").update(PASSWORD).digest("hex"),
      right.slice(0, -1),
      `${right}x`,
      `${right}\n`,
      right.replace("29000", "0"),
      right.replace("29000", "2000001"),
      right.replace("sha256", "sha1"),
      right.replace("$6r03", "$"),
      "pbkdf2_sha256$1$s$",
      "pbkdf2_sha256$1$s$====",
      "$6$rounds=999$salt$" + "a".repeat(86),
      "$6$rounds=700001$salt$" + "a".repeat(86),
      "$6$rounds=05000$salt$" + "a".repeat(86),
      "$6$rounds=5000$salt$" + "a".repeat(43),
      "$5$rounds=5000$salt$" + "a".repeat(86),
      "$6$$" + "a".repeat(86),
      "bcrypt_sha256$$2b$16$" + "a".repeat(53),
      "bcrypt_sha256$" + "a".repeat(60),
      "bcrypt_sha256$$bcrypt-sha256$v=2,t=2b,r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS",
    ]
  ) {
    assert.equal(await hasher.verify(PASSWORD, hash), false, hash);
  }
});

Deno.test("hashes that are not taken are refused in words that do not show them", () => {
  for (
    const [hash, words] of [
      ["$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub", /argon2/],
      ["argon2$argon2id$v=19$m=102400,t=2,p=8$abc$def", /argon2/],
      ["scrypt$16384$salt$8$1$abcd", /scrypt/],
      [
        "$bcrypt-sha256$2b,5$5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu",
        /passlib/,
      ],
      ["$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4", /malformed/],
      ["5f4dcc3b5aa765d61d8327deb882cf99", /MD5/],
      ["5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", /SHA-1/],
      ["$P$BDMJH/qCLaUc5Lj8Oiwp7XmWzrCcJ21", /phpass/],
      ["$2b$16$" + "a".repeat(53), /above cost 15/],
      ["pbkdf2_sha256$2000001$salt$" + "a".repeat(43) + "=", /2,000,000/],
      ["hunter2", /unknown format/],
      ["x".repeat(5000), /unknown format/],
      [PASSWORD, /unknown format/],
    ] as const
  ) {
    const result = importedHash(hash);
    assert.ok(!result.ok, hash);
    assert.match(result.problem, words);
    assert.ok(!result.problem.includes(hash));
  }
});

Deno.test("an account that had no password moves in without one", () => {
  for (const text of ["", "!", "!Ue1xYoqTDrXdvdbtUrWxPEBrVcQpmFFmNdUFJTtB"]) {
    assert.equal(imported(text), "");
  }
});

Deno.test("every hash that is taken fits into a row", () => {
  const longest = `pbkdf2_sha256$2000000$${"s".repeat(64)}$${"a".repeat(43)}=`;
  const passlib = `$pbkdf2-sha512$2000000$${"s".repeat(64)}$${"a".repeat(86)}`;
  for (const hash of [longest, passlib]) {
    assert.ok(imported(hash).length <= 200);
  }
});

Deno.test("passlib's bcrypt_sha256 is kept as it is", async () => {
  for (
    const [password, text] of [
      [
        "password",
        "$bcrypt-sha256$v=2,t=2b,r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS",
      ],
      [
        "abc123".repeat(12),
        "$bcrypt-sha256$v=2,t=2b,r=5$X1g1nh3g0v4h6970O68cxe$zu1cloESVFIOsUIo7fCEgkdHaI9SSue",
      ],
      [
        "abc123".repeat(12) + "qwr",
        "$bcrypt-sha256$v=2,t=2b,r=5$X1g1nh3g0v4h6970O68cxe$CBF9csfEdW68xv3DwE6xSULXMtqEFP.",
      ],
    ]
  ) {
    const hash = imported(text);
    assert.equal(hash, text);
    assert.equal(await hasher.verify(password, hash), true);
    assert.equal(await hasher.verify(`${password}x`, hash), false);
    assert.equal(hasher.needsRehash(hash), false);
  }
});

Deno.test("a password that no new hash could hold opens no old one", async () => {
  const long = "x".repeat(257);
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(long),
    "PBKDF2",
    false,
    ["deriveBits"],
  );
  const salt = new TextEncoder().encode("salt");
  const bits = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", iterations: 1, salt },
    key,
    256,
  );
  const digest = new Uint8Array(bits).toBase64();
  const hash = imported(`pbkdf2_sha256$1$salt$${digest}`);
  assert.equal(await hasher.verify(long, hash), false);
});

Deno.test("a wrong password for a foreign hash does bcrypt's work too, a right one leaves it to the renewal", async () => {
  const compared: string[] = [];
  const watched = createPasswordHasher({
    cost: 5,
    load: () =>
      Promise.resolve({
        native: false,
        bcrypt: {
          genSalt: () => Promise.reject(new Error("not asked for")),
          hash: () => Promise.reject(new Error("not asked for")),
          compare: (_password, hash) => {
            compared.push(hash.slice(0, 7));
            return Promise.resolve(false);
          },
        },
      }),
  });
  const [hash, password] = HASHES["passlib's pbkdf2_sha256"];
  assert.equal(await watched.verify("wrong", hash), false);
  assert.deepEqual(compared, ["$2b$05$"]);
  assert.equal(await watched.verify(password, hash), true);
  assert.deepEqual(compared, ["$2b$05$"]);
});

Deno.test("a sha512_crypt at passlib's own cost is checked, and the main thread goes on meanwhile", async () => {
  const hash = imported(
    "$6$rounds=656000$.JDYy5tZDivUjy1Y$vw0R0VYrqfLfTYpi4bbBDiyPCqIjfoTb67MIk8GB9Toge5zGQL5OHg66YloI2lqj38GTZKMAI0br2nj.VOcaS1",
  );
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  assert.equal(await hasher.verify(PASSWORD, hash), true);
  clearInterval(timer);
  assert.ok(turns > 20, `${turns} turns`);
});
