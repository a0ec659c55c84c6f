/**
 * Whether an account has seen a device or its network before.
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

/** How far back is looked: what fits on one page of the account's activity. */
const LOOKED_AT = 100;

/**
 * Whether a browser or client without a known device is new to the account. The first
 * login ever is not: there is nothing it could be new beside. A client that carries its token itself
 * keeps no cookie; it is not new when its name and network logged in before.
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
    limit: LOOKED_AT,
  });
  const logins = items.filter(({ kind }) => kind.startsWith("logged_in"));
  if (carrier === "bearer" && logins.some(resembles(clientInfo))) return false;
  const began = user.createdAt > now() - ACTIVITY_SECONDS * 1000 ||
    items.some(({ kind }) => kind === "imported");
  const isWholeStory = began && cursor === undefined;
  return logins.length > 0 || !isWholeStory;
}

/**
 * Whether somebody logged in of late from the network (an IPv4 /24 or an IPv6 /48). For an
 * account that is not there the same is looked for.
 */
export async function isKnownNetwork(
  { store }: Pick<Services, "store">,
  user: Pick<User, "id"> | null,
  { clientAddress }: ClientInfo,
): Promise<boolean> {
  const { items } = await store.activity.listOf(user?.id ?? randomId(), {
    limit: LOOKED_AT,
  });
  const network = maskedClient(clientAddress);
  return network !== "" &&
    items.some(({ kind, client }) =>
      kind.startsWith("logged_in") && client === network
    );
}

function resembles(
  { userAgent, clientAddress }: ClientInfo,
): (activity: Activity) => boolean {
  const name = shortenedUserAgent(userAgent);
  const network = maskedClient(clientAddress);
  return ({ userAgent, client }) => userAgent === name && client === network;
}
