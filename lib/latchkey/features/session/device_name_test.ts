import { equal } from "node:assert/strict";
import { deviceName, deviceType } from "./device_name.ts";
import { ENGLISH } from "../../i18n/languages.ts";

const { device: english } = ENGLISH.messages;

const DEVICES: Readonly<Record<string, string>> = {
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0":
    "Firefox on Windows",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1":
    "Safari on iPhone",
  "curl/8.7.1": "curl",
  "": "Unknown device",
};

const FREE_TEXT = [
  "Your account is hacked! Go to https://evil.example/fix or call 555 1234/1 (x",
  "Your account is hacked, call 555 1234/1",
  "\u202Eevil/1",
  "<b>evil</b>/1",
  "visit-evil.example/1",
  "Visit evil.example to fix",
  "Mozilla/5.0 (Visit evil.example) Hacked/1",
  "evil.example Nokia 5551234",
  "constructor/1",
];

const DISGUISED: Readonly<Record<string, string>> = {
  "Mozilla/5.0 (Linux; Android 10; Visit evil.example) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36":
    "Chrome on Android",
  "visit-evil.example/1 Firefox/140.0": "Firefox",
};

Deno.test("names the device after its browser", async () => {
  for (const [userAgent, messages] of Object.entries(DEVICES)) {
    equal(await deviceName(userAgent, english), messages);
  }
});

Deno.test("shows an unknown user agent as an unknown device", async () => {
  for (const userAgent of FREE_TEXT) {
    const messages = await deviceName(userAgent, english);
    equal(messages, "Unknown device", userAgent);
  }
});

Deno.test("drops other text beside a known name", async () => {
  for (const [userAgent, messages] of Object.entries(DISGUISED)) {
    equal(await deviceName(userAgent, english), messages);
  }
});

Deno.test("tells phones, tablets and computers apart", async () => {
  const types: Readonly<Record<string, string>> = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":
      "computer",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1":
      "phone",
    "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1":
      "tablet",
    "curl/8.7.1": "unknown",
    "": "unknown",
  };
  for (const [userAgent, type] of Object.entries(types)) {
    equal(await deviceType(userAgent), type, userAgent);
  }
});
