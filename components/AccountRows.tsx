/**
 * The account page's groups of settings.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { DELETION_GRACE_DAYS, type UserView } from "@latchkey/core";
import { plural } from "@latchkey/core/i18n";
import { AccountRow } from "./AccountRow.tsx";
import { FactorRows, type OwnFactors } from "./FactorRows.tsx";
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
  factors: OwnFactors;
  /** The number of trusted browsers. */
  trusted: number;
  language: Language;
  /** Whether the site has others. */
  hasLanguages: boolean;
}

/** Profile, security and data, with a row for each page below the account page. */
export function AccountRows(props: AccountRowsProps) {
  const { sessions, factors, trusted, language } = props;
  const { locale, messages: { account: { groups, rows } } } = language;
  return (
    <>
      <Group id="profile" title={groups.profile}>
        <ProfileRows {...props} />
      </Group>
      <Group id="security" title={groups.security}>
        <PasswordRow {...props} />
        <FactorRows {...factors} language={language} />
        <AccountRow {...rows.sessions} href="/account/sessions">
          <p>{plural(locale, rows.sessions.explained, sessions)}</p>
        </AccountRow>
        {trusted > 0 && (
          <AccountRow
            {...rows.trustedBrowsers}
            href="/account/trusted-browsers"
          >
            <p>{plural(locale, rows.trustedBrowsers.explained, trusted)}</p>
          </AccountRow>
        )}
        <AccountRow {...rows.activity} href="/account/activity">
          <p>{rows.activity.explained}</p>
        </AccountRow>
      </Group>
      <Group id="data" title={groups.data}>
        <AccountRow {...rows.export} href="/account/export">
          <p>{rows.export.explained}</p>
        </AccountRow>
        <AccountRow {...rows.deletion} href="/account/delete" harm>
          <p>{plural(locale, rows.deletion.explained, DELETION_GRACE_DAYS)}</p>
        </AccountRow>
      </Group>
    </>
  );
}

function PasswordRow({ hasPassword, language }: AccountRowsProps) {
  const { account: { rows }, passwordless } = language.messages;
  const texts = { ...rows.password, ...!hasPassword && passwordless.row };
  return (
    <AccountRow {...texts} href="/account/password">
      <p>{texts.explained}</p>
    </AccountRow>
  );
}

function ProfileRows(
  { user, profile, language, hasLanguages }: AccountRowsProps,
) {
  const { account: messages, profile: labels } = language.messages;
  const { rows } = messages;
  return (
    <>
      <AccountRow {...rows.name} href="/account/name">
        <p>{user.name ? <bdi>{user.name}</bdi> : rows.name.unnamed}</p>
        {profile.map(({ name, value }) => (
          <p key={name}>
            {profileLabel(labels, name)}: <bdi>{value}</bdi>
          </p>
        ))}
      </AccountRow>
      <AccountRow {...rows.address} href="/account/address">
        <p>
          <bdi>{user.address}</bdi>
        </p>
        {!user.verified && (
          <p class="unconfirmed">
            <span class="badge">{messages.unconfirmed}</span>{" "}
            <a href="/auth/verify" f-client-nav={false}>{messages.confirm}</a>
          </p>
        )}
      </AccountRow>
      {hasLanguages && (
        <AccountRow {...rows.language} href="#language">
          <p>{language.name}</p>
        </AccountRow>
      )}
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
      <ul class="rows" f-client-nav>{children}</ul>
    </section>
  );
}
