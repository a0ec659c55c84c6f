/** Keeps unsent input, except passwords, when the language or colours are changed in the footer. */
const KEY = "typed-text";
const NOT_TYPED = ["hidden", "password", "submit", "file"];

/** The page's fields in order. A visible password field is recognised by its `autocomplete`. */
const fields = () =>
  [...document.querySelectorAll("main :is(input, textarea, select)")].filter(
    ({ type, autocomplete, name }) =>
      name && !NOT_TYPED.includes(type) && !/password/.test(autocomplete),
  );

const saved = JSON.parse(sessionStorage.getItem(KEY));
sessionStorage.removeItem(KEY);
if (saved?.path === location.pathname) {
  fields().forEach((field, index) => {
    const [name, value, checked] = saved.typed[index] ?? [];
    if (field.name !== name) return;
    field.value = value;
    field.checked = checked;
  });
}

document.querySelector("body > footer form").addEventListener("submit", () => {
  const typed = fields().map(({ name, value, checked }) => [
    name,
    value,
    checked,
  ]);
  const page = { path: location.pathname, typed };
  sessionStorage.setItem(KEY, JSON.stringify(page));
});
