/**
 * The account page's groups of settings.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { DELETION_GRACE_DAYS, type UserView } from "@latchkey/core";
import { plural } from "@latchkey/core/i18n";
import { profileLabel } from "./ProfileFields.tsx";
import type { Language } from "../lib/messages/language.ts";

/** The account to show. */
export interface AccountRowsProps {
  user: UserView;
  /** The values of the site's own fields. */
  profile: readonly { readonly name: string; readonly value: string }[];
  /** Whether the account has a password. */
  hasPassword: boolean;
  /** The number of live sessions. */
  sessions: number;
  language: Language;
}

/** Profile, security and data, with a row for each page below the account page. */
export function AccountRows(props: AccountRowsProps) {
  const { sessions, language } = props;
  const { locale, messages: { account: { groups, rows } } } = language;
  return (
    <>
      <Group id="profile" title={groups.profile}>
        <ProfileRows {...props} />
      </Group>
      <Group id="security" title={groups.security}>
        <PasswordRow {...props} />
        <Row {...rows.sessions} href="/account/sessions">
          <p>{plural(locale, rows.sessions.explained, sessions)}</p>
        </Row>
        <Row {...rows.activity} href="/account/activity">
          <p>{rows.activity.explained}</p>
        </Row>
      </Group>
      <Group id="data" title={groups.data}>
        <Row {...rows.export} href="/account/export">
          <p>{rows.export.explained}</p>
        </Row>
        <Row {...rows.deletion} href="/account/delete" harm>
          <p>{plural(locale, rows.deletion.explained, DELETION_GRACE_DAYS)}</p>
        </Row>
      </Group>
    </>
  );
}

function PasswordRow({ hasPassword, language }: AccountRowsProps) {
  const { account: { rows }, passwordless } = language.messages;
  const texts = { ...rows.password, ...!hasPassword && passwordless.row };
  return (
    <Row {...texts} href="/account/password">
      <p>{texts.explained}</p>
    </Row>
  );
}

function ProfileRows({ user, profile, language }: AccountRowsProps) {
  const { account: messages, profile: labels } = language.messages;
  const { rows } = messages;
  return (
    <>
      <Row {...rows.name} href="/account/name">
        <p>{user.name ? <bdi>{user.name}</bdi> : rows.name.unnamed}</p>
        {profile.map(({ name, value }) => (
          <p key={name}>
            {profileLabel(labels, name)}: <bdi>{value}</bdi>
          </p>
        ))}
      </Row>
      <Row {...rows.address} href="/account/address">
        <p>
          <bdi>{user.address}</bdi>
        </p>
        {!user.verified && (
          <p class="unconfirmed">
            <span class="badge">{messages.unconfirmed}</span>{" "}
            <a href="/auth/verify">{messages.confirm}</a>
          </p>
        )}
      </Row>
      <Row {...rows.language} href="#language">
        <p>{language.name}</p>
      </Row>
    </>
  );
}

function Group({ id, title, children }: {
  id: string;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section class="group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="rows">{children}</ul>
    </section>
  );
}

function Row({ title, action, href, harm, children }: {
  title: string;
  /** The text of the link, which covers the whole row. */
  action: string;
  href: string;
  /** Marks a destructive action. */
  harm?: true;
  children: ComponentChildren;
}) {
  return (
    <li>
      <div>
        <h3>{title}</h3>
        {children}
      </div>
      <a class={harm ? "go harm" : "go"} href={href}>
        <span>{action}</span>
      </a>
    </li>
  );
}
