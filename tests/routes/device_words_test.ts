import { equal } from "node:assert/strict";
import { deviceInWords } from "../../lib/accounts/device.ts";
import { ENGLISH } from "../../lib/i18n/languages.ts";

const { device: english } = ENGLISH.words;

const DEVICES: Readonly<Record<string, string>> = {
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0":
    "Firefox on Windows",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1":
    "Safari on iPhone",
  "curl/8.7.1": "curl",
  "": "Unknown device",
};

const SENTENCES = [
  "Your account is hacked! Go to https://evil.example/fix or call 555 1234/1 (x",
  "Your account is hacked, call 555 1234/1",
  "\u202Eevil/1",
  "<b>evil</b>/1",
];

Deno.test("a device is told by the name of its browser", async () => {
  for (const [userAgent, words] of Object.entries(DEVICES)) {
    equal(await deviceInWords(userAgent, english), words);
  }
});

Deno.test("whoever calls a browser by a sentence says nothing to anybody", async () => {
  for (const userAgent of SENTENCES) {
    const words = await deviceInWords(userAgent, english);
    equal(words, "Unknown device", userAgent);
  }
});
