import assert from "node:assert/strict";
import { createLog } from "../telemetry/log.ts";
import { checkMailServer, smtpTransport } from "./smtp.ts";
import type { Message } from "./transport.ts";
import { readSettings } from "../settings/settings.ts";
import { certificateFor } from "../testing/email/certificate.ts";
import {
  polite,
  startMailServer,
  startScriptedServer,
} from "../testing/email/mail_server.ts";
import { TEST_SITE } from "../testing/site.ts";

const MESSAGE: Message = {
  id: "0123456789abcdefghijkl",
  kind: "recover",
  to: "ada@example.com",
  subject: "Set a new password",
  text: "Grüße: http://localhost:8000/x?token=abc\n",
  html: "<p>Grüße</p>",
};

const PRODUCTION = {
  APP_ENV: "production",
  PUBLIC_URL: "https://latchkey.example",
  MAIL_FROM: '"Acme, Inc." <hello@latchkey.example>',
};

/** Not `localhost`, so that the rules for a server elsewhere hold. */
const ELSEWHERE = "127.0.0.2";

function transport(smtpUrl: string, ca?: string) {
  const settings = readSettings(TEST_SITE, {
    ...PRODUCTION,
    SMTP_URL: smtpUrl,
  });
  return smtpTransport(settings, { ca, stepMs: 2000 });
}

Deno.test("a mail arrives whole: sender, recipient, subject, text, HTML and an id of its own", async () => {
  await using server = await startMailServer();
  await transport(`smtp://127.0.0.1:${server.port}`).send(MESSAGE);
  const [mail, ...others] = server.arrived;
  assert.deepEqual(others, []);
  assert.equal(mail.from, '"Acme, Inc." <hello@latchkey.example>');
  assert.equal(mail.to, "ada@example.com");
  assert.deepEqual(mail.recipients, ["ada@example.com"]);
  assert.equal(mail.subject, MESSAGE.subject);
  assert.equal(mail.text, MESSAGE.text);
  assert.equal(mail.html, MESSAGE.html);
  assert.equal(mail.messageId, `<${MESSAGE.id}@latchkey.example>`);
  assert.equal(mail.headers.get("auto-submitted"), "auto-generated");
});

Deno.test("with smtp:// elsewhere it turns to TLS first, then logs in with what SMTP_URL says", async () => {
  const certificate = certificateFor(ELSEWHERE);
  await using server = await startMailServer({
    ...certificate,
    authOptional: false,
    onAuth: ({ username, password }, _session, answer) =>
      password === "p@ss/word"
        ? answer(null, { user: username })
        : answer(new Error("no")),
  }, { host: ELSEWHERE });
  const url = `smtp://ada:p%40ss%2Fword@${ELSEWHERE}:${server.port}`;
  await transport(url, certificate.cert).send(MESSAGE);
  assert.equal(server.arrived[0].secure, true);
  assert.equal(server.arrived[0].user, "ada");

  const wrong = `smtp://ada:hunter2@${ELSEWHERE}:${server.port}`;
  await assert.rejects(transport(wrong, certificate.cert).send(MESSAGE), {
    message: "The mail server rejects the user name or password (535).",
    again: "later",
  });
});

Deno.test("with smtps:// it speaks TLS from the first byte", async () => {
  const certificate = certificateFor(ELSEWHERE);
  await using server = await startMailServer(
    { ...certificate, secure: true },
    { host: ELSEWHERE },
  );
  const url = `smtps://${ELSEWHERE}:${server.port}`;
  await transport(url, certificate.cert).verify();
  await transport(url, certificate.cert).send(MESSAGE);
  assert.equal(server.arrived[0].secure, true);
});

Deno.test("a certificate must be for the name in SMTP_URL, though the connection is to an address", async () => {
  for (const name of ["localhost", "elsewhere.example"]) {
    const certificate = certificateFor(name);
    await using server = await startMailServer({
      ...certificate,
      secure: true,
    });
    const sending = transport(
      `smtps://localhost:${server.port}`,
      certificate.cert,
    ).send(MESSAGE);
    if (name === "localhost") await sending;
    else await assert.rejects(sending, { name: "SendFailure" });
    assert.equal(server.arrived.length, name === "localhost" ? 1 : 0);
  }
});

for (const name of ["localhost", "elsewhere.example"]) {
  Deno.test(`on this machine TLS is used where it is offered, before the password, with a certificate for ${name} that nobody vouches for`, async () => {
    await using server = await startMailServer({
      ...certificateFor(name),
      authOptional: false,
      onAuth: ({ username }, { secure }, answer) =>
        secure
          ? answer(null, { user: username })
          : answer(new Error("Must issue a STARTTLS command first")),
    });
    for (const host of ["localhost", "LOCALHOST", "127.0.0.1"]) {
      await transport(`smtp://ada:secret@${host}:${server.port}`).send(MESSAGE);
    }
    assert.deepEqual(
      server.arrived.map(({ secure, user }) => [secure, user]),
      [[true, "ada"], [true, "ada"], [true, "ada"]],
    );
  });
}

Deno.test("on this machine a server whose STARTTLS fails still gets mail", async () => {
  const commands: string[] = [];
  await using server = startScriptedServer((command) => {
    commands.push(command);
    if (command === "EHLO") return "250-hello\r\n250 STARTTLS";
    return command === "STARTTLS" ? "454 no certificate" : polite(command);
  });
  await transport(`smtp://127.0.0.1:${server.port}`).send(MESSAGE);
  assert.ok(commands.includes("STARTTLS"));
});

Deno.test("a server that wants TLS before the password, and cannot do it, is not said to refuse the password", async () => {
  for (const code of [530, 538]) {
    await using server = startScriptedServer((command) => {
      if (command === "EHLO") return "250-hello\r\n250 AUTH PLAIN";
      return command === "AUTH" ? `${code} not without TLS` : polite(command);
    });
    await assert.rejects(
      transport(`smtp://ada:secret@127.0.0.1:${server.port}`).send(MESSAGE),
      {
        message: "The mail server accepts a password only over TLS, which it " +
          `doesn't offer (${code}).`,
      },
    );
  }
});

Deno.test("a start warns of a mail server that is away or refuses us, without the password", async () => {
  await using server = await startMailServer({
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: (_auth, _session, answer) => answer(new Error("no")),
  });
  for (
    const [at, reason] of [
      ["127.0.0.1:1", /could not be reached \(ECONNREFUSED\)/],
      [`127.0.0.1:${server.port}`, /rejects the user name or password/],
    ] as const
  ) {
    const lines: string[] = [];
    await checkMailServer({
      settings: readSettings(TEST_SITE, {
        SMTP_URL: `smtp://ada:hunter2@${at}`,
      }),
      log: createLog("info", "json", (_level, line) => lines.push(line)),
    });
    const [line, ...rest] = lines.map((line) => JSON.parse(line));
    assert.deepEqual([line.event, line.level, rest], [
      "email.server_failed",
      "warn",
      [],
    ]);
    assert.match(line.reason, reason);
    assert.doesNotMatch(lines[0], /hunter2|ada/);
  }
});

for (const scheme of ["smtp", "smtps"]) {
  Deno.test(`with ${scheme}:// a certificate nobody vouches for gets no mail`, async () => {
    const certificate = certificateFor(ELSEWHERE);
    await using server = await startMailServer(
      { ...certificate, secure: scheme === "smtps" },
      { host: ELSEWHERE },
    );
    const url = `${scheme}://${ELSEWHERE}:${server.port}`;
    await assert.rejects(transport(url).send(MESSAGE), {
      message:
        "The mail server could not be reached (DEPTH_ZERO_SELF_SIGNED_CERT).",
      again: "later",
    });
    await assert.rejects(
      transport(url, certificateFor("127.0.0.3").cert).send(MESSAGE),
      { name: "SendFailure" },
    );
    assert.deepEqual(server.arrived, []);
  });
}

Deno.test("in production a server elsewhere without TLS gets no mail, nor a password anywhere", async () => {
  await using server = await startMailServer({}, { host: ELSEWHERE });
  const url = `smtp://${ELSEWHERE}:${server.port}`;
  await assert.rejects(transport(url).send(MESSAGE), { name: "SendFailure" });
  const development = readSettings(TEST_SITE, {
    SMTP_URL: `smtp://ada:secret@${ELSEWHERE}:${server.port}`,
  });
  await assert.rejects(smtpTransport(development).send(MESSAGE), {
    name: "SendFailure",
  });
  assert.deepEqual(server.arrived, []);

  const plain = readSettings(TEST_SITE, { SMTP_URL: url });
  await smtpTransport(plain).send(MESSAGE);
  assert.equal(server.arrived.length, 1, "in development without a password");
});

Deno.test("a server that is not there is told in words without an address", async () => {
  // A port that was just closed may be in use by another test already.
  await assert.rejects(transport("smtp://127.0.0.1:1").verify(), {
    name: "SendFailure",
    message: "The mail server could not be reached (ECONNREFUSED).",
  });
});

for (
  const [host, why] of [
    ["192.0.2.1", /^This process may not connect to the mail server/],
    ["mail.example.com", /^This process may not connect to the mail server/],
  ] as const
) {
  Deno.test(`a process that may not connect to ${host} says so, rather than that the server is down`, async () => {
    await assert.rejects(transport(`smtp://${host}:587`).verify(), {
      message: why,
      again: "later",
    });
  });
}
