/**
 * The client as emails describe it.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import {
  type ClientInfo,
  maskedClient,
  shortenedUserAgent,
} from "../../http/client_info.ts";

/** The data of a client notice: its device, network and the time. */
export function emailedClient(
  { now }: Pick<Services, "now">,
  { userAgent, clientAddress }: ClientInfo,
) {
  return {
    userAgent: shortenedUserAgent(userAgent),
    client: maskedClient(clientAddress),
    at: now(),
  };
}
