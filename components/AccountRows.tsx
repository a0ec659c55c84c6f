/**
 * What a person can look at and change of their account: the way to each page.
 *
 * @module
 */
import { DELETION_GRACE_DAYS, type UserView } from "@latchkey/core";
import { plural } from "@latchkey/core/i18n";
import type { Language } from "../lib/messages/language.ts";

/** Who looks, on how many devices they are logged in, and in which language. */
export interface AccountRowsProps {
  user: UserView;
  sessions: number;
  language: Language;
}

/** A row for each page below the account page. */
export function AccountRows({ user, sessions, language }: AccountRowsProps) {
  const { locale, messages: { account: { rows } } } = language;
  return (
    <ul class="rows">
      <Row {...rows.name} href="/account/name">
        {user.name ? rows.name.named : rows.name.unnamed}
      </Row>
      <Row {...rows.address} href="/account/address">
        {rows.address.explained}
      </Row>
      <Row {...rows.password} href="/account/password">
        {rows.password.explained}
      </Row>
      <Row {...rows.sessions} href="/account/sessions">
        {plural(locale, rows.sessions.explained, sessions)}
      </Row>
      <Row {...rows.activity} href="/account/activity">
        {rows.activity.explained}
      </Row>
      <Row {...rows.export} href="/account/export">
        {rows.export.explained}
      </Row>
      <Row {...rows.deletion} href="/account/delete">
        {plural(locale, rows.deletion.explained, DELETION_GRACE_DAYS)}
      </Row>
    </ul>
  );
}

function Row({ title, action, href, children }: {
  title: string;
  /** The words on the button. */
  action: string;
  href: string;
  children: string;
}) {
  return (
    <li>
      <div>
        <h2>{title}</h2>
        <p>{children}</p>
      </div>
      <a class="button" href={href}>{action}</a>
    </li>
  );
}
