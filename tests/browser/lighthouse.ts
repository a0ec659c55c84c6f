/**
 * Scores four public and private pages with Lighthouse: `deno task lighthouse`
 * prints 16 scores and fails when one of them is below 100.
 *
 * Lighthouse is large and kept apart from the app's dependencies, in
 * `lighthouse/`, so it is downloaded only when this runs.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { freePort } from "@latchkey/core/testing";
import { ANNA } from "../site.ts";
import { launchChromium } from "./chromium.ts";
import { serveSite } from "./served_site.ts";

/** Each page, and whether a user is logged in. */
const PAGES = [
  { path: "/", loggedIn: false },
  { path: "/auth/login", loggedIn: false },
  { path: "/auth/signup", loggedIn: false },
  { path: "/private", loggedIn: true },
];

/** The part of a report used here. Scores range from 0 to 1. */
interface Report {
  readonly categories: Record<string, {
    readonly title: string;
    readonly score: number | null;
    readonly auditRefs: readonly { readonly id: string; weight: number }[];
  }>;
  readonly audits: Record<string, {
    readonly title: string;
    readonly score: number | null;
    readonly displayValue?: string;
  }>;
}

const FOLDER = fileURLToPath(new URL("lighthouse", import.meta.url));

await using site = await serveSite({
  services: { settings: { appEnv: "production" } },
});
const port = freePort();
await using _browser = await launchChromium([
  `--remote-debugging-port=${port}`,
]);
const anna = site.visitor();
await anna.logIn(ANNA);
const Cookie = [...anna.cookies].map((pair) => pair.join("=")).join("; ");

let isPerfect = true;
for (const { path, loggedIn } of PAGES) {
  const report = await judge(site.origin + path, loggedIn ? { Cookie } : {});
  console.log(path);
  for (const { title, score, auditRefs } of Object.values(report.categories)) {
    console.log(`  ${title.padEnd(16)}${Math.round((score ?? 0) * 100)}`);
    if (score === 1) continue;
    isPerfect = false;
    for (const { id, weight } of auditRefs) {
      const { title, score, displayValue = "" } = report.audits[id];
      if (weight > 0 && score !== 1) {
        console.log(`    ${title} ${displayValue}`);
      }
    }
  }
}
Deno.exitCode = isPerfect ? 0 : 1;

/** Runs Lighthouse in the open browser; throws when it fails. */
async function judge(
  url: string,
  headers: Record<string, string>,
): Promise<Report> {
  const { success, stdout, stderr } = await new Deno.Command("deno", {
    args: [
      "run",
      "--no-prompt",
      `--config=${FOLDER}/deno.json`,
      `--allow-read=${FOLDER}`,
      "--allow-env",
      "--allow-sys",
      "--allow-net=localhost,127.0.0.1",
      "lighthouse",
      url,
      `--port=${port}`,
      `--extra-headers=${JSON.stringify(headers)}`,
      "--only-categories=performance,accessibility,best-practices,seo",
      "--output=json",
      "--quiet",
      "--no-enable-error-reporting",
    ],
  }).output();
  const text = new TextDecoder();
  if (!success) throw new Error(`Lighthouse failed: ${text.decode(stderr)}`);
  return JSON.parse(text.decode(stdout));
}
