/**
 * What users act on while the app is killed.
 *
 * @module
 */
import type { AppProcess } from "../../resilience/app_process.ts";
import { Broken, type Person } from "./person.ts";
import { type Answer, ask, type Question } from "./requests.ts";
import type { Chance } from "./seeded.ts";

/** What actions work with. */
export interface Scene {
  readonly app: AppProcess;
  readonly chance: Chance;
  /** The token in the newest email to an address with a link to this path, or null. */
  tokenFor(address: string, path: string): string | null;
  /** A new name. */
  word(): string;
}

/** A user action; returns whether it was acknowledged. */
export type Action = (scene: Scene, person: Person) => Promise<boolean>;

/** When an action is possible. */
export type Condition = (scene: Scene, person: Person) => boolean;

/**
 * Sends one request. Null when it wasn't answered or was rejected with 503: it
 * may or may not have taken effect.
 */
export async function attempt(
  { app }: Pick<Scene, "app">,
  question: Question,
  ...acknowledged: readonly number[]
): Promise<Answer | null> {
  const answer = await ask(app, question);
  if (!answer || answer.status === 503 || answer.status === 429) return null;
  const isLost = answer.location.startsWith("/auth/login");
  if (acknowledged.includes(answer.status) && !isLost) return answer;
  throw new Broken(
    `${question.path} gave ${answer.status} ${answer.location}`,
  );
}
