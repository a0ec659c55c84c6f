/**
 * A reminder to set up the second factor that the account must use.
 *
 * @module
 */
import type { State } from "@latchkey/core";
import { fill } from "@latchkey/core/i18n";
import { OnDay } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Shown on every page until a factor is set up, with the day until which that can wait. */
export function FactorBanner({ deadline: { dueAt, isOverdue }, language }: {
  deadline: NonNullable<State["factorDeadline"]>;
  language: Language;
}) {
  const { name, due, overdue, setUp } = language.messages.requiredFactor;
  const isOpen = dueAt !== null && !isOverdue;
  return (
    <aside class="banner" aria-label={name}>
      <p>
        {isOpen
          ? fill(due, { day: <OnDay at={dueAt} language={language} /> })
          : overdue} <a href="/account#security">{setUp}</a>
      </p>
    </aside>
  );
}
