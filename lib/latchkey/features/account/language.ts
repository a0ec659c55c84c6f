/**
 * The language that a person's pages and mails are in, wherever they sign in.
 *
 * @module
 */
import type { Language } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";

/** Keeps with an account which language its owner chose. One that is gone is passed over. */
export async function chooseLanguage(
  { store: { users } }: Pick<Services, "store">,
  userId: string,
  { code }: Language,
): Promise<void> {
  await users.update(userId, { language: code });
}
