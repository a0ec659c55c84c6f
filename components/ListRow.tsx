/**
 * An entry of a list, such as a session, and the button that ends it.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { FormOwner } from "./FormOwner.tsx";
import { Icon, type IconName } from "./Icon.tsx";

/** The entry. */
export function ListRow({ icon, title, badge, button, children }: {
  icon: IconName;
  title: ComponentChildren;
  /** What sets the entry apart from the others, in a word. */
  badge?: string | false;
  /** A {@linkcode RowButton}. */
  button: ComponentChildren;
  /** Facts about the entry. */
  children: ComponentChildren;
}) {
  return (
    <li>
      <Icon name={icon} />
      <div>
        <h2>
          {title}
          {badge && <span class="badge">{badge}</span>}
        </h2>
        {children}
      </div>
      {button}
    </li>
  );
}

/** A button that sends one field. */
export function RowButton({ action, name, value, label, children }: {
  action: string;
  /** The name of the field. */
  name: string;
  value: string;
  /** The button's name for screen readers, which says what it ends. */
  label?: string;
  /** The text of the button. */
  children: string;
}) {
  return (
    <form method="post" action={action}>
      <FormOwner />
      <input type="hidden" name={name} value={value} />
      <button type="submit" aria-label={label}>{children}</button>
    </form>
  );
}
