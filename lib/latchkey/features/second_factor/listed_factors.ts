/**
 * The second factors of accounts as operators see them.
 *
 * @module
 */
import type { ListedFactor } from "../../factor.ts";
import type { Services } from "../../services.ts";
import { siteFactors } from "./factors.ts";

/** A factor of an account, and the feature that brings it. */
export interface AccountFactor extends Omit<ListedFactor, "userId"> {
  /** The name of the feature, such as `authenticator_app`. */
  readonly kind: string;
  /** Whether it is as strong as a second factor must be: a recovery code only stands in for one. */
  readonly strong: boolean;
}

/**
 * The factors of accounts by the accounts' ids, in the order of the site's features. One query
 * for each feature, however many accounts there are.
 */
export async function listFactors(
  services: Pick<Services, "site" | "use">,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AccountFactor[]>> {
  if (userIds.length === 0) return new Map();
  const lists = await Promise.all(
    siteFactors(services).map(async ({ name, asked, factor, queries }) => {
      const listed = await factor.list?.(queries, userIds) ?? [];
      const strong = asked !== "instead" && asked !== "new_device";
      return listed.map((one) => ({ ...one, kind: name, strong }));
    }),
  );
  const byUser = Map.groupBy(lists.flat(), ({ userId }) => userId);
  return new Map(
    [...byUser].map(([userId, factors]) => [
      userId,
      factors.map(({ userId: _, ...factor }) => factor),
    ]),
  );
}

/** The factors of one account. */
export async function factorListOf(
  services: Pick<Services, "site" | "use">,
  userId: string,
): Promise<readonly AccountFactor[]> {
  return (await listFactors(services, [userId])).get(userId) ?? [];
}
