/**
 * The browsers that an account trusts, each with a button that ends the trust.
 *
 * @module
 */
import type { TrustedBrowserView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { FormOwner } from "./FormOwner.tsx";
import { Icon } from "./Icon.tsx";
import { Ago, AtMinute, OnDay } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Props of {@linkcode TrustedBrowserList}. */
export interface TrustedBrowserListProps {
  browsers: readonly TrustedBrowserView[];
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}

/** The list, and one button for all of them. */
export function TrustedBrowserList(
  { browsers, now, language }: TrustedBrowserListProps,
) {
  const messages = language.messages.trustedBrowsers;
  return (
    <>
      <ul class="rows">
        {browsers.map((browser) => (
          <li key={browser.id}>
            <Icon name={browser.deviceType} />
            <div>
              <h2>
                {browser.device}
                {browser.present && (
                  <span class="badge">{messages.present}</span>
                )}
              </h2>
              <Times browser={browser} now={now} language={language} />
            </div>
            <EndForm
              browser={browser.id}
              button={messages.end}
              name={format(messages.endOf, { device: browser.device })}
            />
          </li>
        ))}
      </ul>
      {browsers.length > 1 && (
        <EndForm
          browser="all"
          button={messages.endAll}
        />
      )}
    </>
  );
}

function Times(
  { browser, now, language }: Omit<TrustedBrowserListProps, "browsers"> & {
    browser: TrustedBrowserView;
  },
) {
  const { since, until, used } = language.messages.trustedBrowsers;
  const at = (time: number) => <AtMinute at={time} language={language} />;
  return (
    <p>
      {fill(since, { time: at(browser.createdAt) })}
      <br />
      {fill(until, {
        time: <OnDay at={browser.expiresAt} language={language} />,
      })}
      <br />
      {fill(used, {
        time: <Ago at={browser.lastUsedAt} now={now} language={language} />,
      })}
    </p>
  );
}

function EndForm({ browser, button, name }: {
  /** The ID of a browser, or `all`. */
  browser: string;
  /** The text of the button. */
  button: string;
  /** The button's name for screen readers, which includes the device. */
  name?: string;
}) {
  return (
    <form method="post" action="/account/trusted-browsers">
      <FormOwner />
      <input type="hidden" name="browser" value={browser} />
      <button type="submit" aria-label={name}>{button}</button>
    </form>
  );
}
