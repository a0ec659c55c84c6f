/** Keeps what is half typed, save passwords, while language or colours are switched at the foot of the page. */
const KEY = "typed-text";
const NOT_TYPED = ["hidden", "password", "submit", "file"];

/** The fields of the page in order. A password that is shown is told by its `autocomplete`. */
const fields = () =>
  [...document.querySelectorAll("main :is(input, textarea, select)")].filter(
    ({ type, autocomplete, name }) =>
      name && !NOT_TYPED.includes(type) && !/password/.test(autocomplete),
  );

const kept = JSON.parse(sessionStorage.getItem(KEY));
sessionStorage.removeItem(KEY);
if (kept?.path === location.pathname) {
  fields().forEach((field, index) => {
    const [name, value, checked] = kept.typed[index] ?? [];
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
