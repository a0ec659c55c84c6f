/**
 * Whether a device or network is new to an account.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { Activity } from "../activity/records.ts";
import type { User } from "../account/user.ts";
import { ACTIVITY_SECONDS } from "../activity/activity.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { TokenCarrier } from "./sessions.ts";
import {
  type ClientInfo,
  maskedClient,
  shortenedUserAgent,
} from "../../http/client_info.ts";

/** How many activities are searched. */
const MAX_ACTIVITIES = 100;

/**
 * Whether a browser or client that is not a known device is new to the account. The first
 * login of an account is not. API clients keep no cookies, so they are recognised by user
 * agent and network.
 */
export async function isNewDevice(
  { store, now }: Pick<Services, "store" | "now">,
  user: User,
  { clientInfo, carrier }: {
    readonly clientInfo: ClientInfo;
    readonly carrier: TokenCarrier;
  },
): Promise<boolean> {
  const { items, cursor } = await store.activity.listOf(user.id, {
    limit: MAX_ACTIVITIES,
  });
  const logins = items.filter(({ kind }) => kind.startsWith("logged_in"));
  if (carrier === "bearer" && logins.some(matches(clientInfo))) return false;
  const hasFirstActivity = user.createdAt > now() - ACTIVITY_SECONDS * 1000 ||
    items.some(({ kind }) => kind === "imported");
  const isCompleteHistory = hasFirstActivity && cursor === undefined;
  return logins.length > 0 || !isCompleteHistory;
}

/**
 * Whether a recent login came from the same network (IPv4 /24 or IPv6 /48). The query is
 * the same if there is no account.
 */
export async function isKnownNetwork(
  { store }: Pick<Services, "store">,
  user: Pick<User, "id"> | null,
  { clientAddress }: ClientInfo,
): Promise<boolean> {
  const { items } = await store.activity.listOf(user?.id ?? randomId(), {
    limit: MAX_ACTIVITIES,
  });
  const network = maskedClient(clientAddress);
  return network !== "" &&
    items.some(({ kind, client }) =>
      kind.startsWith("logged_in") && client === network
    );
}

function matches(
  { userAgent, clientAddress }: ClientInfo,
): (activity: Activity) => boolean {
  const name = shortenedUserAgent(userAgent);
  const network = maskedClient(clientAddress);
  return ({ userAgent, client }) => userAgent === name && client === network;
}
