/** Keeps unsent input, except passwords, when the language or colours are changed in the footer. */
const KEY = "typed-text";
const NOT_TYPED = /hidden|password|submit|file/;

/** The page's fields in order. A visible password field is recognised by its `autocomplete`. */
const fields = () =>
  [...document.querySelectorAll("main [name]")].filter(
    ({ type, autocomplete }) => !NOT_TYPED.test(type + autocomplete),
  );

const [path, typed] = JSON.parse(sessionStorage.getItem(KEY)) ?? [];
sessionStorage.removeItem(KEY);
if (path === location.pathname) {
  fields().forEach((field, index) => {
    if (field.name === typed[index]?.name) Object.assign(field, typed[index]);
  });
}

addEventListener("submit", ({ target }) => {
  if (target.closest("body > footer")) {
    const typed = fields().map(({ name, value, checked }) => ({
      name,
      value,
      checked,
    }));
    sessionStorage.setItem(KEY, JSON.stringify([location.pathname, typed]));
  }
});
