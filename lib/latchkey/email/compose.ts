/**
 * Makes the message of a mail, with the tokens it carries, at the moment it is sent.
 *
 * @module
 */
import { addressKey } from "./address.ts";
import { demoUsers } from "../features/account/demo_users.ts";
import type { QueuedMail } from "./queued_mail.ts";
import type { DeliveryServices } from "./delivery.ts";
import { type Draft, openDraft } from "./mail_context.ts";
import { addressChanged } from "../features/email_change/email_changed.tsx";
import { addressPutBack } from "../features/email_change/email_restored.tsx";
import { changeAddress } from "../features/email_change/change_email.tsx";
import { deletionAsked } from "../features/deletion/deletion_email.tsx";
import { recover } from "../features/recovery/recovery_email.tsx";
import { signInLink } from "../features/login_link/login_link_email.tsx";
import { signUp } from "../features/sign_up/sign_up_email.tsx";
import { verify } from "../features/verification/verification_email.tsx";
import {
  accountRestored,
  newDevice,
  passwordChanged,
} from "../features/session/client_emails.tsx";
import { readRequest } from "./read_request.ts";
import { asHtml, asText } from "./render.tsx";
import type { MailRequest } from "./requests.ts";
import { type Message, SendFailure } from "./transport.ts";

/**
 * The message; null when there is nobody to send it to, or what it is about is over.
 *
 * @throws {SendFailure} when the row cannot be read or the address cannot be one.
 */
export async function compose(
  services: DeliveryServices,
  mail: QueuedMail,
): Promise<Message | null> {
  const request = readRequest(mail);
  if (!request) {
    throw new SendFailure("It is not known what this mail is about.", "never");
  }
  const draft = await write(services, request, mail.attempts);
  if (!draft || isNobodys(services, draft.to)) return null;
  if (!/^[^\s\p{C}<>@,;]+@[^\s\p{C}<>@,;]+$/u.test(draft.to)) {
    throw new SendFailure("No mail can be sent to this address.", "never");
  }
  const html = asHtml(draft, services);
  const { to, subject } = draft;
  return {
    id: mail.id,
    kind: request.kind,
    to,
    subject,
    text: asText(html, draft.language),
    html,
  };
}

/** Demo users have addresses of strangers: no mail server may see them. */
function isNobodys({ settings }: DeliveryServices, to: string): boolean {
  return settings.smtpUrl !== null &&
    demoUsers.some(({ address }) => addressKey(address) === addressKey(to));
}

function write(
  services: DeliveryServices,
  request: MailRequest,
  attempts: number,
): Promise<Draft | null> {
  const desk = openDraft(services, request.kind, attempts);
  switch (request.kind) {
    case "sign_up":
      return signUp(desk, request);
    case "verify":
      return verify(desk, request);
    case "recover":
      return recover(desk, request);
    case "sign_in_link":
      return signInLink(desk, request);
    case "change_address":
      return changeAddress(desk, request);
    case "address_changed":
      return addressChanged(desk, request);
    case "address_put_back":
      return addressPutBack(desk, request);
    case "password_changed":
      return passwordChanged(desk, request);
    case "new_device":
      return newDevice(desk, request);
    case "deletion_asked":
      return deletionAsked(desk, request);
    case "account_restored":
      return accountRestored(desk, request);
  }
}
