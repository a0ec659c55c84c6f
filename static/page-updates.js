/** Shows progress where links update the page, and tells other scripts. See docs/look.md. */
const bar = document.querySelector(".progress");
let running = 0;
const _freshIndicator = {
  set value(starts) {
    running += starts ? 1 : -1;
    bar.hidden = !running;
  },
};
const attach = ({ target }) => {
  const trigger = target.closest("a,form");
  if (trigger) Object.assign(trigger, { _freshIndicator });
};
addEventListener("click", attach, true);
addEventListener("submit", attach, true);

const find = () => document.querySelector("main");
let shown = find();
new MutationObserver(() => {
  if (find() === shown) return;
  shown = find();
  dispatchEvent(new Event("page-update"));
}).observe(document.body, { childList: true });
