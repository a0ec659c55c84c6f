/** Puts the times of a page, which the server writes in UTC, into the viewer's time zone. */
const { locale, utc, local } = document.currentScript.dataset;
const [before, after] = utc.split("{minute}");
const format = new Intl.DateTimeFormat(locale, {
  dateStyle: "medium",
  timeStyle: "short",
});
for (const time of document.querySelectorAll("time")) {
  const { textContent: text } = time;
  // Days, and how long ago something was, are no times of a zone.
  if (!text.startsWith(before) || !text.endsWith(after)) continue;
  time.title = text;
  const minute = format.format(new Date(time.dateTime));
  time.textContent = local.replace("{minute}", minute);
}
