/**
 * Second factors while the app is killed: what the app promises once one is set up.
 *
 * @module
 */
import { Secret, TOTP } from "otpauth";
import type { AppProcess } from "../../resilience/app_process.ts";
import { Broken } from "./broken.ts";
import { type Answer, ask, type Question } from "./requests.ts";

/** A user's authenticator app and recovery codes. */
export interface Factors {
  /** The app's secret in Base32. */
  readonly key: string;
  /** Codes that work. */
  readonly codes: string[];
  /** Codes that were used, which must not work. */
  readonly spent: string[];
  /** The newest step of the clock whose code was sent. */
  lastStep: number;
}

/** How long an app shows a code, in milliseconds. */
const STEP_MS = 30_000;

/** The page of the second step. */
const SECOND_STEP = "/auth/second-factor";

/** Whether an answer asks for a second factor, and lets nobody in. */
export function asksForFactor({ status, location, cookie }: Answer): boolean {
  return status === 303 && location.startsWith(SECOND_STEP) && cookie === null;
}

/** The new app on its page; without recovery codes yet. */
export function readSetup({ text }: Answer): Factors {
  const [, shown] = /class="key"[^>]*>([A-Z2-7 ]+)</.exec(text) ?? [];
  if (!shown) throw new Broken("the page of a new app shows no key");
  const key = shown.replaceAll(" ", "");
  return { key, codes: [], spent: [], lastStep: 0 };
}

/** The recovery codes of a page that shows new ones. */
export function readCodes({ text }: Answer): string[] {
  const [, codes = ""] = /<pre class="codes"[^>]*>([^<]+)</.exec(text) ?? [];
  return codes.split("\n").filter((code) => code !== "");
}

/** The code that the app shows, of a step that was not sent yet. */
export async function freshCode(factors: Factors): Promise<string> {
  const now = () => Math.floor(Date.now() / STEP_MS);
  while (now() <= factors.lastStep) {
    await new Promise((done) => setTimeout(done, 500));
  }
  factors.lastStep = now();
  return new TOTP({ secret: Secret.fromBase32(factors.key) })
    .generate({ timestamp: factors.lastStep * STEP_MS });
}

/** The question of a second step with a recovery code. */
export function withCode(first: Answer, proof: string): Question {
  return {
    path: SECOND_STEP,
    fields: { factor: "recovery_codes", proof },
    cookie: first.pending ?? "",
  };
}

/**
 * Completes a login without load, by a recovery code or the app.
 *
 * @returns The cookie of the session.
 * @throws {Broken} when the app does not accept it.
 */
export async function passFactor(
  app: AppProcess,
  first: Answer,
  factors: Factors,
): Promise<string> {
  const code = factors.codes.pop();
  const answer = await ask(
    app,
    code === undefined
      ? {
        path: SECOND_STEP,
        fields: {
          factor: "authenticator_app",
          proof: await freshCode(factors),
        },
        cookie: first.pending ?? "",
      }
      : withCode(first, code),
  );
  if (!answer?.cookie) {
    throw new Broken(`a second factor is lost: it gave ${answer?.status}`);
  }
  if (code !== undefined) factors.spent.push(code);
  return answer.cookie;
}

/**
 * Checks that a recovery code which was used does not work again.
 *
 * @throws {Broken}
 */
export async function checkSpent(
  app: AppProcess,
  first: Answer,
  { spent }: Factors,
): Promise<void> {
  const code = spent.at(-1);
  if (code === undefined) return;
  const answer = await ask(app, withCode(first, code));
  if (answer?.status !== 422) {
    throw new Broken(`a used recovery code gave ${answer?.status}`);
  }
}
