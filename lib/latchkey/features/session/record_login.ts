/**
 * Recording a login, and telling the owner of one from a new device.
 *
 * @module
 */
import type { ClientInfo } from "../../http/client_info.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { emailedClient } from "./emailed_client.ts";
import { newDeviceEmail } from "./emails.tsx";
import { knownDevice } from "./known_devices.ts";
import { LOGIN_METHODS, type LoginMethod } from "./login_method.ts";
import { isNewDevice } from "./new_device.ts";
import type { TokenCarrier } from "./sessions.ts";

type RecordServices = Pick<Services, "store" | "mail" | "keys" | "now">;

/** A login, and how its token travels. */
export interface RecordedLogin {
  readonly method: LoginMethod;
  readonly clientInfo: ClientInfo;
  readonly carrier: TokenCarrier;
}

/** Records the login, and notifies the owner if the device is new (OWASP ASVS 5.0 §6.3.5). */
export async function recordLogin(
  services: RecordServices,
  user: User,
  login: RecordedLogin,
): Promise<void> {
  const { method, clientInfo } = login;
  if (method === "password_change") return; // Has an activity of its own.
  const device = await knownDevice(services, clientInfo.deviceCookie, user);
  const isNew = LOGIN_METHODS[method].notifies && device === null &&
    await isNewDevice(services, user, login);
  const kind = isNew ? "logged_in_new_device" : "logged_in";
  await recordActivity(services, user, kind, clientInfo);
  if (!isNew || await wasNotified(services, user, clientInfo)) return;
  await services.mail.send(newDeviceEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
}

/** One email for a double click. */
const noticeLimit = rateLimit("new-device-told", {
  account: { burst: 1, refillSeconds: 60 },
});

/** Whether the owner was notified of the same device within the last minute. */
async function wasNotified(
  services: RecordServices,
  { id }: User,
  { userAgent, clientAddress }: ClientInfo,
): Promise<boolean> {
  const account = [id, userAgent, clientAddress].join("\n");
  return await noticeLimit.take(services, { client: null, account }) !== null;
}
