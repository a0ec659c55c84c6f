/**
 * Accounts that must use a second factor, by their role or because everyone must.
 *
 * @module
 */
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import type { Services } from "../../services.ts";
import type { FactorDeadline } from "../../state.ts";
import type { User } from "../account/user.ts";
import { strongFactorsOf } from "./factors.ts";
import { mustUseFactor } from "../../settings/required_factor.ts";

type RuleServices = Pick<
  Services,
  "site" | "settings" | "store" | "use" | "now"
>;

/**
 * By when an account must have a second factor; null if it needs none or has one. Changes
 * nothing.
 */
export async function factorDeadline(
  services: RuleServices,
  user: User,
): Promise<FactorDeadline | null> {
  if (!await isMissing(services, user)) return null;
  const startedAt = await services.store.factorGracePeriods.find(user.id);
  return deadlineFrom(services, startedAt);
}

/**
 * The same, and starts the grace period if it has not started yet. It starts once in the life of
 * an account, whatever happens to its factors and roles.
 */
export async function startGracePeriod(
  services: RuleServices,
  user: User,
): Promise<FactorDeadline | null> {
  if (!await isMissing(services, user)) return null;
  const { store: { factorGracePeriods }, now } = services;
  const startedAt = await factorGracePeriods.start(user.id, now());
  return deadlineFrom(services, startedAt);
}

async function isMissing(
  services: RuleServices,
  user: User,
): Promise<boolean> {
  return mustUseFactor(services, user) &&
    (await strongFactorsOf(services, user)).length === 0;
}

/** A start in the future means that a clock was wrong, so no time is left for sure. */
function deadlineFrom(
  { settings, now }: Pick<Services, "settings" | "now">,
  startedAt: number | null,
): FactorDeadline {
  const graceMs = settings.secondFactorGraceSeconds * 1000;
  if (startedAt === null) return { dueAt: null, isOverdue: graceMs === 0 };
  const isWrong = startedAt > now() + CLOCK_SKEW_SECONDS * 1000;
  const dueAt = startedAt + graceMs;
  return { dueAt, isOverdue: isWrong || dueAt <= now() };
}
