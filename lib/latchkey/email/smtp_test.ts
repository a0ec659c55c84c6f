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

/** Not `localhost`, so that the rules for remote servers apply. */
const ELSEWHERE = "127.0.0.2";

function transport(smtpUrl: string, ca?: string) {
  const settings = readSettings(TEST_SITE, {
    ...PRODUCTION,
    SMTP_URL: smtpUrl,
  });
  return smtpTransport(settings, { ca, stepMs: 2000 });
}

Deno.test("delivers sender, recipient, subject, text, HTML and a unique ID", async () => {
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

Deno.test("smtp:// upgrades to TLS on a remote server before it authenticates", async () => {
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

Deno.test("smtps:// uses TLS from the first byte", async () => {
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

Deno.test("checks the certificate against the name in SMTP_URL although it connects to an IP address", async () => {
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
  Deno.test(`uses TLS on this machine where offered, before authenticating, with an untrusted certificate for ${name}`, async () => {
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

Deno.test("sends to a server on this machine whose STARTTLS fails", async () => {
  const commands: string[] = [];
  await using server = startScriptedServer((command) => {
    commands.push(command);
    if (command === "EHLO") return "250-hello\r\n250 STARTTLS";
    return command === "STARTTLS" ? "454 no certificate" : polite(command);
  });
  await transport(`smtp://127.0.0.1:${server.port}`).send(MESSAGE);
  assert.ok(commands.includes("STARTTLS"));
});

Deno.test("doesn't blame the password when a server requires TLS it can't provide", async () => {
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

Deno.test("warns at start about an unreachable server or rejected login, without the password", async () => {
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
  Deno.test(`${scheme}:// sends nothing to a server with an untrusted certificate`, async () => {
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

Deno.test("sends no email to a remote server without TLS in production, and no password anywhere", async () => {
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

Deno.test("reports an unreachable server without its address", async () => {
  // Another test may already use a port that was just closed.
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
  Deno.test(`reports a missing permission to connect to ${host} instead of an unreachable server`, async () => {
    await assert.rejects(transport(`smtp://${host}:587`).verify(), {
      message: why,
      again: "later",
    });
  });
}
